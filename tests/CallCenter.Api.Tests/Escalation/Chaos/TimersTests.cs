using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CallCenter.Agent.Wire;
using Microsoft.Data.Sqlite;

namespace CallCenter.Api.Tests.Escalation.Chaos;

/// <summary>
/// R3–R5: every page starts, in a steady stream, all at once, and after a death with nobody left. How late is printed beside the disk's own
/// speed and judged by nobody here: this machine is not yours. <c>./tests/bench.sh timers</c> tells the long form.
/// </summary>
[Collection(ChaosAlone.Name)]
public sealed class TimersTests
{
    private const int PerSecond = 20;

    private static bool Bench => Environment.GetEnvironmentVariable("CALLCENTER_BENCH") == "timers";

    [Fact]
    public async Task Every_page_starts_in_a_stream_all_at_once_and_after_a_death()
    {
        var (steady, burst, acks) = Bench ? (1200, 1000, 200) : (40, 60, 5);
        using var files = FileCopy.WithFixedTurns();
        var folder = Directory.CreateTempSubdirectory("callcenter-timers-").FullName;
        try
        {
            var port = Ports.Free();
            var url = new Uri($"http://127.0.0.1:{port}/");
            await using var provider = await ProviderDouble.StartAsync(() => url);
            using var place = new ApiPlace(folder, files.Path, url, provider.Url, port);
            await place.StartAsync();
            await using var nurses = await Arming.OnAsync(folder, files.Path);
            using var supervisor = await SignInAsync(url);

            var stream = await PagesAsync(nurses, provider, steady, TimeSpan.FromSeconds((double)steady / PerSecond));
            var atOnce = await PagesAsync(nurses, provider, burst, TimeSpan.Zero);
            var answered = await AcknowledgeAsync(supervisor, url, folder, acks);

            await place.KillAsync();
            var before = provider.Calls.Count;
            await nurses.ArmAsync(10, DateTimeOffset.UtcNow, TimeSpan.Zero);
            var begun = Stopwatch.StartNew();
            await place.StartAsync();
            while (provider.Calls.Count == before) await Task.Delay(5);
            Say(stream, atOnce, answered, begun.Elapsed.TotalMilliseconds, FsyncMilliseconds(folder));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>From the decision to the request at the network, for each of so many; it ends when the last one has started.</summary>
    private static async Task<Lateness> PagesAsync(Arming nurses, ProviderDouble provider, int count, TimeSpan over)
    {
        var known = provider.Calls.Where(c => c.To == EscalationHost.Okafor).Select(c => c.PageId).ToHashSet();
        // Far enough ahead that all are stored before the first is due: what is measured is the page, not the nurse's decision.
        var from = DateTimeOffset.UtcNow.AddSeconds(10 + (count / 50.0));
        await nurses.ArmAsync(count, from, over);
        List<Sent> mine;
        while ((mine = [.. provider.Calls.Where(c => c.To == EscalationHost.Okafor && !known.Contains(c.PageId)).DistinctBy(c => c.PageId)]).Count < count) await Task.Delay(50);
        // They were due evenly in time and are told apart by their order only: the n-th to start is compared with the n-th due.
        return Lateness.Of(mine.OrderBy(c => c.At).Take(count).Select((c, n) => (c.At - (from + (over * n / count))).TotalMilliseconds));
    }

    /// <summary>From the supervisor's key to the committed answer.</summary>
    private static async Task<Lateness> AcknowledgeAsync(HttpClient supervisor, Uri url, string folder, int count)
    {
        var taken = new List<double>();
        while (taken.Count < count)
        {
            foreach (var id in Open(folder, count - taken.Count))
            {
                var begun = Stopwatch.StartNew();
                using var answer = await supervisor.PostAsJsonAsync(new Uri(url, $"api/escalations/{id}/acknowledge"), new EscalationCommand("bench"));
                if (answer.IsSuccessStatusCode) taken.Add(begun.Elapsed.TotalMilliseconds);
            }
        }

        return Lateness.Of(taken);
    }

    private static List<Guid> Open(string folder, int most)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "callcenter.db")};Pooling=False;Default Timeout=10");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT Id FROM Escalations WHERE Phase IN ('Paging', 'LastResort') LIMIT {most}");
        using var reader = command.ExecuteReader();
        var ids = new List<Guid>();
        while (reader.Read()) ids.Add(reader.GetGuid(0));
        return ids;
    }

    private static async Task<HttpClient> SignInAsync(Uri url)
    {
        var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() });
        var offered = await browser.GetFromJsonAsync<DemoAccount[]>(new Uri(url, "api/sign-in/demo"));
        (await browser.PostAsJsonAsync(new Uri(url, "api/sign-in"), new SignInRequest("supervisor@demo", offered![0].Password))).EnsureSuccessStatusCode();
        return browser;
    }

    /// <summary>The disk's own answer to "is it stored": 4 KiB appended and forced out, median.</summary>
    private static double FsyncMilliseconds(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "probe"), FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var page = new byte[4096];
        var times = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            var begun = Stopwatch.StartNew();
            file.Write(page);
            file.Flush(flushToDisk: true);
            times.Add(begun.Elapsed.TotalMilliseconds);
        }

        return Lateness.Of(times).P50;
    }

    private static void Say(Lateness stream, Lateness atOnce, Lateness answered, double afterDeath, double fsync)
    {
        static double Round(double value) => Math.Round(value, 1);
        object Of(Lateness one) => new { p50 = Round(one.P50), p99 = Round(one.P99), max = Round(one.Max) };
        object Ratio(Lateness one) => new { p50 = Round(one.P50 / fsync), p99 = Round(one.P99 / fsync), max = Round(one.Max / fsync) };
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"20 a second: {stream}\nall at once: {atOnce}\nacknowledgement at the desk, stored: {answered}\nfirst overdue page after a start from nothing: {afterDeath:0} ms\nfsync of 4 KiB, median: {fsync:0.00} ms");
        output.WriteLine(JsonSerializer.Serialize(new
        {
            bench = "timers", pages = new { stream = stream.Count, burst = atOnce.Count }, fsyncMs = Math.Round(fsync, 2),
            ms = new { stream = Of(stream), burst = Of(atOnce), acknowledgement = Of(answered), firstAfterStart = Round(afterDeath) },
            ratiosToFsync = new { stream = Ratio(stream), burst = Ratio(atOnce), acknowledgement = Ratio(answered) },
        }));
    }
}
