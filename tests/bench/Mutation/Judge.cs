using System.Collections.Concurrent;
using System.Diagnostics;

namespace CallCenter.Bench.Mutation;

internal sealed record Verdict(Mutant Mutant, string Status, string By);

/// <summary>Hands the mutants to two workers; a worker that ends is replaced, and the mutant that ended it is told so.</summary>
internal sealed class Judge(string[] assemblies, IReadOnlyList<Mutant> mutants)
{
    private const int Workers = 2;
    private const string Stained = "Stained";
    private readonly ConcurrentQueue<Mutant> _waiting = new(mutants.Where(m => m.Compiles));
    private readonly ConcurrentBag<Verdict> _verdicts = [.. mutants.Where(m => !m.Compiles).Select(m => new Verdict(m, "CompileError", ""))];

    private readonly string _coverage = Path.Combine(Path.GetTempPath(), $"mutation-{Environment.ProcessId}.json");

    public int Run(string result)
    {
        var start = Stopwatch.GetTimestamp();
        Start().StandardInput.Close();
        Task.WaitAll([.. Enumerable.Range(0, Workers).Select(_ => Task.Run(Work))]);
        Table.Write(result, [.. _verdicts.OrderBy(v => v.Mutant.File, StringComparer.Ordinal).ThenBy(v => v.Mutant.Line)], Stopwatch.GetElapsedTime(start));
        File.Delete(_coverage);
        return 0;
    }

    private void Work()
    {
        var worker = Start();
        while (_waiting.TryDequeue(out var mutant))
        {
            var verdict = Ask(ref worker, mutant);
            // What an earlier mutant left behind must not judge this one: a new process says again.
            if (verdict.Status == Stained) verdict = Ask(ref worker, mutant);
            if (verdict.Status == Stained) verdict = verdict with { Status = "Killed" };
            _verdicts.Add(verdict.Status == "Starting" ? Cold(mutant) : verdict);
            if (_verdicts.Count % 100 == 0) Console.Error.WriteLine($"{_verdicts.Count} of {mutants.Count}");
        }

        worker.StandardInput.Close();
    }

    private Verdict Ask(ref Process worker, Mutant mutant)
    {
        worker.StandardInput.WriteLine(mutant.Id);
        while (worker.StandardOutput.ReadLine() is { } line)
            if (Done(line, mutant) is { } verdict) return verdict;

        worker.WaitForExit();
        var ended = worker.ExitCode switch { Worker.EndedStained => Stained, Worker.EndedHanging => "Timeout", _ => "Crashed" };
        worker.Dispose();
        worker = Start();
        return new(mutant, ended, "the process ended");
    }

    private Verdict Cold(Mutant mutant)
    {
        using var cold = Process.Start(Command("cold", $"{mutant.Id}")) ?? throw new InvalidOperationException("no worker");
        if (!cold.WaitForExit(TimeSpan.FromSeconds(120))) cold.Kill();
        while (cold.StandardOutput.ReadLine() is { } line)
            if (Done(line, mutant) is { } verdict) return verdict;
        return new(mutant, "Crashed", "the process ended while it started");
    }

    private static Verdict? Done(string line, Mutant mutant) =>
        line.Split(' ', 4) is ["done", _, var status, .. var by] ? new(mutant, status, string.Concat(by)) : null;

    private Process Start()
    {
        var worker = Process.Start(Command("worker", _coverage)) ?? throw new InvalidOperationException("no worker");
        while (worker.StandardOutput.ReadLine() is { } line)
            if (line.StartsWith("ready", StringComparison.Ordinal)) return worker;
        throw new InvalidOperationException("The tests do not pass without a mutant");
    }

    private ProcessStartInfo Command(string mode, params string[] more) => new(Environment.ProcessPath ?? "", [mode, .. assemblies, .. more])
    {
        RedirectStandardInput = true, RedirectStandardOutput = true, Environment = { ["CALLCENTER_TEST_CALLERS"] = "20", ["DOTNET_GCHeapHardLimit"] = "0x50000000" },
    };
}
