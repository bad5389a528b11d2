namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>A story: begins with the line it needs and ends in silence, or with what the programs said last.</summary>
public abstract class Scenario(Chromium? chromium = null) : IAsyncLifetime
{
    private NurseLine? _line;
    private readonly List<Nurse> _nurses = [];

    internal NurseLine Line => _line ?? throw new InvalidOperationException("The line was not started.");

    /// <summary>None: the plain line.</summary>
    internal virtual NurseLineOptions? Options => null;

    public virtual async ValueTask InitializeAsync() => _line = await NurseLine.StartAsync(Options);

    /// <summary>A nurse with a browser of her own.</summary>
    internal async Task<Nurse> NurseAsync(string account = "nurse@demo")
    {
        var nurse = new Nurse(Line, await chromium!.ProfileAsync(), account);
        _nurses.Add(nurse);
        return nurse;
    }

    public async ValueTask DisposeAsync()
    {
        if (_line is null) return;
        try
        {
            if (TestContext.Current.TestState?.Result is TestResult.Failed) await TellAsync();
            else await _line.Silence.AssertAsync();
        }
        finally
        {
            foreach (var nurse in _nurses) await nurse.CloseAsync();
            await _line.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private async Task TellAsync()
    {
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine(Line.Story());
        foreach (var exchange in (await Line.Phones.TimelineAsync()).TakeLast(40)) output.WriteLine(exchange.ToString());
        foreach (var nurse in _nurses) output.WriteLine(await nurse.PictureAsync());
    }
}
