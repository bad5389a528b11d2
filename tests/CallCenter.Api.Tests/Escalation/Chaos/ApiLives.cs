using System.Diagnostics;
using System.Net.Sockets;

namespace CallCenter.Api.Tests.Escalation.Chaos;

/// <summary>One place in a group of processes on one database: whoever works there is killed again and again and another takes the place.</summary>
internal sealed class ApiPlace(string folder, string files, Uri publicUrl, Uri provider, int port) : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly string _log = Path.Combine(folder, $"api-{port}.log");
    private Process? _process;

    public Uri Url { get; } = new($"http://127.0.0.1:{port}/");

    public bool IsDead => _process is null or { HasExited: true };

    public async Task StartAsync(string? killAt = null)
    {
        var program = Path.Combine(EscalationHost.RepositoryFiles, "..", "CallCenter.Api", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "CallCenter.Api.dll");
        // A shell carries its words into a file: nobody has to read them, and a pipe that nobody reads would stop it.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec dotnet \"$0\" --urls \"$1\" >>\"$2\" 2>&1", Path.GetFullPath(program), Url.ToString(), _log]) { WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(program)) };
        foreach (var (key, value) in new (string, string?)[]
        {
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("PublicBaseUrl", publicUrl.ToString()), ("FallbackBaseUrl", publicUrl.ToString()), ("Fallback__Start", "false"),
            ("Twilio__ApiBaseUrl", provider.ToString()), ("ConnectionStrings__CallCenter", Path.Combine(folder, "callcenter.db")), ("Ehr__OutboxPath", Path.Combine(folder, "ehr")),
            ("Protocols__Path", Packages(files)), ("Faults__KillAt", killAt), ("DOTNET_TieredPGO", "0"),
        }) start.Environment[key] = value;
        _process = Process.Start(start);
        for (var patience = Stopwatch.StartNew(); !IsDead && !await IsReadyAsync(); await Task.Delay(50))
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(3), $"It does not start:\n{Tail()}");
    }

    public async Task KillAsync()
    {
        if (_process is null) return;
        if (!IsDead) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends by itself at its named point, or not within the limit.</summary>
    public async Task<bool> DiesAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await _process!.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The triage protocols as they are, beside the escalation files of the test.</summary>
    private static string Packages(string files)
    {
        foreach (var part in Directory.EnumerateFileSystemEntries(EscalationHost.RepositoryFiles).Where(p => Path.GetFileName(p) != "escalation"))
            if (Path.Combine(files, Path.GetFileName(part)) is var link && !Path.Exists(link)) File.CreateSymbolicLink(link, part);
        return files;
    }

    public string Tail() => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(30)) : "It said nothing.";

    public void Dispose()
    {
        if (!IsDead) _process!.Kill(entireProcessTree: true);
        _process?.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var ready = await Http.GetAsync(new Uri(Url, "health/ready"));
            return ready.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or SocketException or TaskCanceledException or IOException)
        {
            return false;
        }
    }
}
