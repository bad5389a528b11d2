using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>A program of the scenario, with every line it says. It never outlives the test run.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly ConcurrentDictionary<ChildProcess, bool> Alive = new();
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly string _name;

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();

    private ChildProcess(string name, Process process) => (_name, _process) = (name, process);

    public IReadOnlyCollection<string> Lines => _lines;

    public bool HasEnded => _process.HasExited;

    /// <param name="keepsOpen">Its standard input stays open: a program that ends when its input closes lives as long as we do.</param>
    public static ChildProcess Start(
        string name, string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?>? settings = null, bool keepsOpen = true)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var inherited in new[] { "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "DOTNET_URLS" }) start.Environment.Remove(inherited);
        // It lives for a minute: to compile its methods a second time, better, would never pay.
        (start.Environment["DOTNET_TieredPGO"], start.Environment["DOTNET_TC_CallCounting"]) = ("0", "0");
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>()) start.Environment[key] = value;
        try
        {
            var child = new ChildProcess(name, Process.Start(start)!);
            child.Listen();
            if (!keepsOpen) child._process.StandardInput.Close();
            return child;
        }
        catch (Win32Exception)
        {
            Assert.Fail($"'{program}' is not installed, and the scenarios need it. ./tests/check.sh installs what the tests need.");
            throw;
        }
    }

    public async Task<string> SaysAsync(string words, TimeSpan limit)
    {
        for (var started = Stopwatch.StartNew(); started.Elapsed < limit; await Task.Delay(20))
        {
            if (_lines.FirstOrDefault(l => l.Contains(words, StringComparison.Ordinal)) is { } line) return line;
            if (HasEnded) break;
        }

        throw new InvalidOperationException($"{_name} did not say \"{words}\".\n{Tail()}");
    }

    public async Task<int> EndsAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Asks for a clean end, as a service manager would.</summary>
    public async Task StopAsync()
    {
        if (!HasEnded) using (var term = Process.Start("kill", ["-TERM", _process.Id.ToString()])) await term!.WaitForExitAsync();
        await EndsAsync(TimeSpan.FromSeconds(30));
    }

    public void Kill()
    {
        Alive.TryRemove(this, out _);
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
            _process.WaitForExit(5000);
        }
        catch (InvalidOperationException) { /* It was never there, or is gone already. */ }
    }

    public static void KillAll()
    {
        foreach (var child in Alive.Keys) child.Kill();
    }

    public string Tail(int lines = 40) => $"--- {_name}, last lines:\n" + string.Join('\n', _lines.TakeLast(lines));

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Listen()
    {
        Alive[this] = true;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is not null) _lines.Enqueue(line);
    }
}
