using System.Diagnostics;
using System.Runtime.Loader;

namespace CallCenter.Bench.Mutation;

/// <summary>
/// Runs the tests in this process with one mutant after another. All that is kept between tests (loaded packages, tables) was made
/// without a mutant, and a test that fails counts only if it passes again with the mutant off: nothing a mutant leaves behind judges the next.
/// </summary>
internal sealed class Worker
{
    public const int EndedStained = 3, EndedHanging = 4;
    private readonly IReadOnlyList<Test> _tests;
    private readonly Switch _switch;
    private readonly Watchdog _watchdog;

    public Worker(string mutated, string folder)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) => Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        _switch = new(AssemblyLoadContext.Default.LoadFromAssemblyPath(mutated));
        _switch.Off();
        _tests = [.. TestSet.In(AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, "CallCenter.Protocols.Tests.dll"))).Where(Passes)];
        _watchdog = new(_switch);
    }

    public int Run(string coverage)
    {
        var covering = Coverage.Read(coverage) ?? Measure(coverage);
        foreach (var (test, cost) in _tests.Zip(covering.Costs)) test.Cost = cost;
        Say($"ready {_tests.Count}");
        while (Console.ReadLine() is { } line)
        {
            var id = int.Parse(line);
            Say($"done {id} {(covering.ByMutant.TryGetValue(id, out var tests) ? Judge(id, tests.Select(t => _tests[t])) : covering.Starting.Contains(id) ? "Starting" : "NoCoverage")}");
        }

        return 0;
    }

    /// <summary>Which tests pass by which mutant, the cheapest first.</summary>
    private Coverage Measure(string path)
    {
        var starting = _switch.Covered(() => { foreach (var test in _tests) MustPass(test); });
        var byMutant = new Dictionary<int, List<int>>();
        foreach (var (index, test) in _tests.Index().OrderBy(t => Measured(t.Item)))
            foreach (var id in _switch.Covered(() => MustPass(test)))
                (byMutant.TryGetValue(id, out var tests) ? tests : byMutant[id] = []).Add(index);
        return new Coverage(byMutant, [.. starting], [.. _tests.Select(t => t.Cost)]).Write(path);
    }

    /// <summary>The mutant acts from the first instruction on, so also in what is made once.</summary>
    public int RunCold(int id)
    {
        _switch.On(id);
        foreach (var test in _tests)
            if (test.Failure() is not null)
            {
                Say($"done {id} Killed {test.Name}");
                return 0;
            }
        Say($"done {id} Survived");
        return 0;
    }

    private string Judge(int id, IEnumerable<Test> tests)
    {
        foreach (var test in tests)
        {
            bool failed;
            using (_watchdog.Over(test))
            {
                _switch.On(id);
                failed = test.Failure() is not null;
                _switch.Off();
            }

            if (_watchdog.HasBarked) return $"Timeout {test.Name}";
            if (!failed) continue;
            if (test.Failure() is null) return $"Killed {test.Name}";
            Environment.Exit(EndedStained);
        }

        return "Survived";
    }

    private static TimeSpan Measured(Test test)
    {
        var start = Stopwatch.GetTimestamp();
        MustPass(test);
        return test.Cost = Stopwatch.GetElapsedTime(start);
    }

    /// <summary>A test newer than the mutants may fail without any; it is left out, and said so.</summary>
    private static bool Passes(Test test)
    {
        var failure = test.Failure();
        if (failure is not null) Console.Error.WriteLine($"left out: {test.Name} fails without a mutant: {failure.Message.Split('\n')[0]}");
        return failure is null;
    }

    private static void MustPass(Test test)
    {
        if (test.Failure() is { } failure) throw new InvalidOperationException($"{test.Name} fails without a mutant", failure);
    }

    private static void Say(string text) => Console.WriteLine(text);
}
