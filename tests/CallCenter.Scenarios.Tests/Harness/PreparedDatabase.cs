namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>The demo world, planted once a run by a first start; every scenario begins with a copy of it.</summary>
internal static class PreparedDatabase
{
    private static readonly Lazy<Task<string>> Prepared = new(PrepareAsync);

    public static async Task<string> CopyIntoAsync(string folder)
    {
        var source = await Prepared.Value;
        var copy = Path.Combine(folder, "callcenter.db");
        foreach (var part in new[] { "", "-wal" }.Where(p => File.Exists(source + p))) File.Copy(source + part, copy + part);
        return copy;
    }

    private static async Task<string> PrepareAsync()
    {
        var folder = RunFolder.New("prepared");
        var database = Path.Combine(folder, "callcenter.db");
        using var emulator = await Emulator.StartAsync(NurseLine.Night);
        using var api = new ApiProcess(new ApiSettings(new Uri($"http://127.0.0.1:{Ports.Free()}"), new Uri($"http://127.0.0.1:{Ports.Free()}"), emulator.Url, database, null, folder));
        api.Start();
        using var http = new HttpClient { BaseAddress = api.Url };
        await Waiting.UntilAsync(async () => await Waiting.AnswersAsync(http, "health/ready"), TimeSpan.FromSeconds(120), () => api.Tail());
        await api.StopAsync();
        return database;
    }
}
