using System.ComponentModel;
using System.Diagnostics;

namespace CallCenter.Api.Tests.Platform.Oracle;

/// <summary>Twilio's own library (npm), which lives with the emulator's tests.</summary>
internal static class NodeOracle
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<string> AskAsync(string input)
    {
        await RunAsync("npm", "ci --no-audit --no-fund", null);
        return await RunAsync("node", "serialise.mjs", input);
    }

    private static async Task<string> RunAsync(string program, string arguments, string? input)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder(), RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // A region or edge in the environment would send the client elsewhere.
        start.Environment.Remove("TWILIO_REGION");
        start.Environment.Remove("TWILIO_EDGE");
        using var process = Begin(start);
        using var late = new CancellationTokenSource(Patience);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(late.Token), process.StandardError.ReadToEndAsync(late.Token));
        if (input is not null) await process.StandardInput.WriteAsync(input.AsMemory(), late.Token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(late.Token);
        Assert.True(process.ExitCode == 0, $"{program} {arguments} ended with {process.ExitCode}:\n{await output}\n{await errors}");
        return await output;
    }

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Fail($"This test needs Node.js 20 or newer with npm: '{start.FileName}' was not found. ./tests/check.sh installs what the tests need.");
            throw;
        }
    }

    private static string Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Path.Combine(at.FullName, "tests", "CallCenter.TwilioEmulator.Tests", "node") is var folder && Directory.Exists(folder)) return folder;
        throw new DirectoryNotFoundException("The oracle's folder is not above the test's output.");
    }
}
