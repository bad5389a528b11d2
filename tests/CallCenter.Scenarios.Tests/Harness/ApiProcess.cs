namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>Where the main process of a scenario lives and what it is told; the same through every restart.</summary>
internal sealed record ApiSettings(Uri Url, Uri Fallback, Uri Emulator, string Database, Uri? FhirStore, string Outbox)
{
    /// <summary>The shipped protocols, or a scenario's own copy to write in.</summary>
    public string Protocols { get; init; } = Sources.Folder("protocols-config");

    /// <summary>What this story's operator has set beside.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();
}

/// <summary>The main process, as an operator starts it: by command line and environment.</summary>
internal sealed class ApiProcess(ApiSettings settings) : IDisposable
{
    private readonly List<ChildProcess> _lives = [];

    public Uri Url => settings.Url;

    public IEnumerable<string> Lines => _lives.SelectMany(l => l.Lines);

    public bool HasEnded => _lives[^1].HasEnded;

    public void Start(string? killAt = null) => _lives.Add(ChildProcess.Start("Api", "dotnet",
        [Sources.Program("CallCenter.Api"), "--urls", settings.Url.ToString()], Sources.Folder("CallCenter.Api"), Environment(killAt)));

    /// <summary>The static answer, a process of its own that outlives the main one.</summary>
    public static ChildProcess StartFallback(ApiSettings settings) => ChildProcess.Start("fallback", "dotnet",
        [Sources.Program("CallCenter.Api"), "fallback", "--urls", settings.Fallback.ToString()], Sources.Folder("CallCenter.Api"), Shared(settings));

    public Task StopAsync() => _lives[^1].StopAsync();

    public Task<int> EndsAsync(TimeSpan limit) => _lives[^1].EndsAsync(limit);

    public void Kill() => _lives[^1].Kill();

    public string Tail() => string.Join('\n', _lives.Select(l => l.Tail()));

    public void Dispose()
    {
        foreach (var life in _lives) life.Dispose();
    }

    private Dictionary<string, string?> Environment(string? killAt) => new(Shared(settings).Concat(settings.More.Select(m => KeyValuePair.Create(m.Key, (string?)m.Value))))
    {
        ["ConnectionStrings__CallCenter"] = settings.Database,
        ["Clock__Url"] = settings.Emulator.ToString(),
        ["Protocols__Path"] = settings.Protocols,
        ["Ehr__FhirBaseUrl"] = settings.FhirStore?.ToString(),
        ["Ehr__OutboxPath"] = settings.Outbox,
        ["Fallback__Start"] = "false",
        ["Faults__KillAt"] = killAt,
        ["Logging__Console__FormatterName"] = "json",
    };

    private static Dictionary<string, string?> Shared(ApiSettings settings) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["PublicBaseUrl"] = settings.Url.ToString(),
        ["FallbackBaseUrl"] = settings.Fallback.ToString(),
        ["Twilio__ApiBaseUrl"] = settings.Emulator.ToString(),
    };
}
