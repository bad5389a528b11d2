namespace CallCenter.Agent.Shell;

/// <summary>One beat a second for everything that shows an age, so that all clocks of the screen move together.</summary>
public sealed class Ticker : IDisposable
{
    private readonly ITimer _timer;

    public Ticker(TimeProvider time) =>
        _timer = time.CreateTimer(_ => Beat?.Invoke(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    public event Action? Beat;

    public void Dispose() => _timer.Dispose();
}
