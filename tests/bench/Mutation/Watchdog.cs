using System.Diagnostics;

namespace CallCenter.Bench.Mutation;

/// <summary>
/// Ends a test that a mutant keeps running: first by turning the mutant off, which ends most loops, then by ending the process.
/// It counts processor time, since the machine may be busy with other work.
/// </summary>
internal sealed class Watchdog
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);
    private readonly Switch _switch;
    private readonly Timer _timer;
    private TimeSpan _until = TimeSpan.MaxValue;

    public Watchdog(Switch mutants) => (_switch, _timer) = (mutants, new(_ => Look(), null, 200, 200));

    public bool HasBarked { get; private set; }

    public IDisposable Over(Test test)
    {
        (HasBarked, _until) = (false, Used() + Least + 6 * test.Cost);
        return new End(this);
    }

    private void Look()
    {
        var used = Used();
        if (used < _until) return;
        HasBarked = true;
        _switch.Off();
        if (used > _until + Least) Environment.Exit(Worker.EndedHanging);
    }

    private static TimeSpan Used() => Process.GetCurrentProcess().TotalProcessorTime;

    private sealed class End(Watchdog watchdog) : IDisposable
    {
        public void Dispose() => watchdog._until = TimeSpan.MaxValue;
    }
}
