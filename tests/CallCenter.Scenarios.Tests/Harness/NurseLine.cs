namespace CallCenter.Scenarios.Tests.Harness;

/// <param name="KillAt">The named points at which the main process dies: its first life at the first, the next at the next, and the last not at all.</param>
/// <param name="OwnProtocols">The story writes in the protocols: it gets a copy.</param>
internal sealed record NurseLineOptions(bool WithRecord = false, bool OwnProtocols = false, params IReadOnlyList<string> KillAt)
{
    /// <summary>Writes in the copy of the demo world before anything starts.</summary>
    public Action<string>? Prepare { get; init; }

    /// <summary>Configuration keys (<c>Calls__NurseState</c>) and their values.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// The whole nurse line as processes on loopback: emulator, main process, static answer, the practice's record. Time is the emulator's
/// and moves only when a test says so. When it ends it must have been silent: nobody was called, texted or failed that the story did not name.
/// </summary>
internal sealed class NurseLine : IAsyncDisposable
{
    /// <summary>A Monday, 21:00 in Chicago: Amara Okafor is on call for Lakeside, Ellen Marsh is her backup.</summary>
    public static readonly DateTimeOffset Night = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    public const string Lakeside = "+15125550101";
    public const string OakStreet = "+12125550102";

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1.5);

    /// <summary>The next plain line, started while the present story is told: a start is half of a short story.</summary>
    private static Task<NurseLine>? _ahead;

    private readonly string _folder;
    private readonly ApiProcess _api;
    private readonly ChildProcess _fallback;
    private Queue<string> _deaths = new();
    private bool _away;

    private NurseLine(string folder, Emulator emulator, ApiSettings settings, FhirStore? record)
    {
        (_folder, Phones, Settings, Record) = (folder, emulator, settings, record);
        _api = new ApiProcess(settings);
        _fallback = ApiProcess.StartFallback(settings);
        Http = new HttpClient { BaseAddress = settings.Url };
        Silence = new Silence(this);
    }

    public Emulator Phones { get; }

    public ApiSettings Settings { get; }

    public FhirStore? Record { get; }

    public HttpClient Http { get; }

    public Silence Silence { get; }

    public IEnumerable<string> Log => _api.Lines;

    /// <param name="options">None: the plain line, which may have been started ahead; nothing happens on it before its story begins.</param>
    public static async Task<NurseLine> StartAsync(NurseLineOptions? options = null)
    {
        if (options is not null) return await StartAsAsync(options);
        (var starting, _ahead) = (_ahead ?? StartAsAsync(new NurseLineOptions()), null);
        var line = await starting;
        _ahead = StartAsAsync(new NurseLineOptions());
        return line;
    }

    private static async Task<NurseLine> StartAsAsync(NurseLineOptions wanted)
    {
        var store = wanted.WithRecord ? FhirStore.StartAsync() : null;
        var folder = RunFolder.New("scenario");
        var database = await PreparedDatabase.CopyIntoAsync(folder);
        wanted.Prepare?.Invoke(database);
        var emulator = await Emulator.StartAsync(Night);
        var record = store is null ? null : await store;
        var settings = new ApiSettings(new Uri($"http://127.0.0.1:{Ports.Free()}/"), new Uri($"http://127.0.0.1:{Ports.Free()}/"), emulator.Url,
            database, record?.Url, Path.Combine(folder, "outbox")) { More = wanted.Settings };
        if (wanted.OwnProtocols) settings = settings with { Protocols = Sources.CopyOf("protocols-config", Path.Combine(folder, "protocols")) };
        var line = new NurseLine(folder, emulator, settings, record) { _deaths = new(wanted.KillAt) };
        await line.StartApiAsync();
        return line;
    }

    public Caller Caller(string number) => new(this, number);

    public Doctor Doctor(string number) => new(this, number);

    /// <summary>The main process is gone for so long of the story, and people go on meanwhile.</summary>
    public async Task WithoutServerAsync(TimeSpan time, Func<Task> meanwhile)
    {
        _away = true;
        _api.Kill();
        await meanwhile();
        await PassesAsync(time);
        await StartApiAsync();
        _away = false;
    }

    /// <summary>Starts the main process, again too, and waits until it answers and follows the clock.</summary>
    private async Task StartApiAsync()
    {
        _api.Start(_deaths.TryPeek(out var point) ? point : null);
        await Harness.Waiting.UntilAsync(async () => _api.HasEnded || (await Harness.Waiting.AnswersAsync(Http, "health/ready") && await Phones.LinesAsync() >= 3),
            TimeSpan.FromSeconds(90), Story);
        await Harness.Waiting.UntilAsync(FollowsAsync, TimeSpan.FromSeconds(20), Story);
    }

    /// <summary>The points that were named and never reached.</summary>
    public IReadOnlyCollection<string> NotReached => _deaths;

    /// <summary>Lets everything that is under way come to rest.</summary>
    public async Task SettlesAsync()
    {
        await ReviveAsync();
        await Phones.SettleAsync();
        await ReviveAsync();
    }

    public async Task PassesAsync(TimeSpan time)
    {
        // In one go, unless somebody may die on the way and has to be started again in time.
        var step = _deaths.Count == 0 ? time : Step;
        for (var left = time; left > TimeSpan.Zero; left -= step) await StepAsync(left < step ? left : step);
    }

    /// <summary>A main process that died is started again, five seconds of the story later, as a service manager would.</summary>
    public async Task ReviveAsync()
    {
        if (_away || !_api.HasEnded) return;
        Assert.True(_deaths.TryDequeue(out _), $"The main process ended by itself.\n{Story()}");
        for (var second = 0; second < 5; second++) await Phones.AdvanceAsync(TimeSpan.FromSeconds(1));
        await StartApiAsync();
    }

    /// <summary>Time passes in small steps until it is so; more than <paramref name="limit"/> of it is a failure.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan limit, Func<Task<string>> otherwise)
    {
        if (await isSo()) return;
        await SettlesAsync();
        for (var passed = TimeSpan.Zero; passed <= limit; passed += Step)
        {
            if (await isSo()) return;
            await StepAsync(Step);
        }

        Assert.Fail(await otherwise());
    }

    /// <summary>What the programs said last, for the message of a failure.</summary>
    public string Story() => $"{_api.Tail()}\n{Phones.Tail()}";

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _api.Dispose();
        _fallback.Dispose();
        Record?.Dispose();
        Phones.Dispose();
        Directory.Delete(_folder, recursive: true);
        await Task.CompletedTask;
    }

    private async Task StepAsync(TimeSpan time)
    {
        await Phones.AdvanceAsync(time);
        await ReviveAsync();
    }

    /// <summary>It tells the emulator's time in every answer: once it tells the newest, it follows.</summary>
    private async Task<bool> FollowsAsync()
    {
        await Phones.AdvanceAsync(TimeSpan.FromMilliseconds(10));
        if (_api.HasEnded) return true;
        using var answer = await Http.GetAsync("health/live");
        return DateTimeOffset.Parse(answer.Headers.GetValues("Server-Time").Single()) == await Phones.NowAsync();
    }
}
