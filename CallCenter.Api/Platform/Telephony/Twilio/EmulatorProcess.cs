using System.Diagnostics;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>
/// Development without a Twilio account: starts the emulator as a child process. It is found where the build put it, beside the
/// sources; a published product does not contain it.
/// </summary>
public static class EmulatorProcess
{
    private const string Project = "CallCenter.TwilioEmulator";

    /// <summary><c>Emulator:Url</c>, loopback.</summary>
    public static string Url(IConfiguration configuration) => configuration["Emulator:Url"] ?? "http://127.0.0.1:5081";

    /// <summary>Starts it when Development has no <c>Twilio:ApiBaseUrl</c>; returns null otherwise.</summary>
    public static Process? Start(WebApplicationBuilder builder, string consoleUrl)
    {
        if (!builder.Environment.IsDevelopment() || !string.IsNullOrWhiteSpace(builder.Configuration["Twilio:ApiBaseUrl"])) return null;
        if (Find() is not { } program)
        {
            Console.WriteLine($"The Twilio emulator was not found beside the sources: build tests/{Project}, or set Twilio__ApiBaseUrl.");
            return null;
        }

        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(program) };
        foreach (var argument in new[] { program, "--urls", Url(builder.Configuration) }) start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment["Emulator__ParentPid"] = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["Emulator__ConsoleUrl"] = consoleUrl;
        return Process.Start(start);
    }

    private static string? Find()
    {
        // …/CallCenter.Api/bin/Debug/net10.0 → …/tests/CallCenter.TwilioEmulator/bin/Debug/net10.0
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var (framework, configuration) = (output.Name, output.Parent?.Name);
        var root = output.Parent?.Parent?.Parent?.Parent;
        if (root is null || configuration is null) return null;
        var path = Path.Combine(root.FullName, "tests", Project, "bin", configuration, framework, Project + ".dll");
        return File.Exists(path) ? path : null;
    }
}
