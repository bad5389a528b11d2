using System.Diagnostics;
using CallCenter.TwilioEmulator.Tests.Harness;

namespace CallCenter.TwilioEmulator.Tests;

/// <summary>Twilio's own npm client drives the emulator, and Twilio's own validator judges its signatures.</summary>
public class OracleTests
{
    private const int Checks = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Twilios_own_client_and_validator_are_content_with_the_emulator()
    {
        await Run("npm", "ci --no-audit --no-fund");
        // The library stamps its tokens with the wall clock, so the emulator starts there.
        await using var emulator = await TestEmulator.Begin(null, "--Emulator:StartAt", DateTimeOffset.UtcNow.ToString("O"));
        var said = await Run("node", $"oracle.mjs {emulator.Http.BaseAddress!.ToString().TrimEnd('/')}");
        Assert.Equal(Checks, said.Split('\n').Count(l => l.StartsWith("ok ")));
    }

    /// <summary>Faults of the browser's own: they happen in the script, before anything reaches the emulator.</summary>
    [Fact]
    public async Task The_script_says_when_the_microphone_is_denied_the_line_lost_or_the_token_old()
    {
        var said = await Run("node", $"softphone.mjs {Path.Combine(Folder(), "..", "..", "CallCenter.TwilioEmulator", "wwwroot", "softphone.js")}");
        Assert.Equal(6, said.Split('\n').Count(l => l.StartsWith("ok ")));
    }

    private static async Task<string> Run(string program, string arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A region or edge in the environment would send the client elsewhere.
        start.Environment.Remove("TWILIO_REGION");
        start.Environment.Remove("TWILIO_EDGE");
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Fail($"This test needs Node.js 20 or newer with npm: '{program}' was not found. Install it (Debian: apt-get install nodejs npm) and run again.");
            throw;
        }

        using var late = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(late.Token);
        var errors = process.StandardError.ReadToEndAsync(late.Token);
        await process.WaitForExitAsync(late.Token);
        Assert.True(process.ExitCode == 0, $"{program} {arguments} ended with {process.ExitCode}:\n{await output}\n{await errors}");
        return await output;
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "node", "oracle.mjs")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("node/oracle.mjs is not above the test's output");
        }

        return Path.Combine(folder.FullName, "node");
    }
}
