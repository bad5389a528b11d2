using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using CallCenter.Agent.Wire;
using Microsoft.Data.Sqlite;

namespace CallCenter.Api.Tests.Escalation.Chaos;

/// <param name="Places">Processes on the one database.</param>
/// <param name="Kills">Hard deaths, the named ones among them.</param>
/// <param name="Over">The nurses decide evenly over this time.</param>
/// <param name="Named">Points at which a process ends itself, each with fresh escalations that come by it.</param>
internal sealed record ChaosPlan(int Places, int Escalations, int Kills, TimeSpan Over, params IReadOnlyList<string> Named);

/// <summary>
/// Escalations that go all their way (nobody reachable, the next asked, two take it at once, closed) while the processes that carry them
/// are killed. Everything at the desk is repeated under its key until it is answered, as the console does.
/// </summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    private const int FreshForEachPoint = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("callcenter-chaos-").FullName;
    private readonly FileCopy _files = FileCopy.WithFixedTurns();
    private readonly ChaosPlan _plan;
    private readonly ConcurrentDictionary<Guid, int> _told = new();
    private readonly HttpClient _supervisor = new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly Random _random = new(2026);
    private List<ApiPlace> _places = [];
    private ProviderDouble _provider = null!;
    private Arming _nurses = null!;
    private int _turn;

    private ChaosRun(ChaosPlan plan) => _plan = plan;

    public int Deaths { get; private set; }

    public int Armed { get; private set; }

    public List<string> Reached { get; } = [];

    public static async Task<ChaosRun> TellAsync(ChaosPlan plan)
    {
        var run = new ChaosRun(plan);
        try
        {
            await run.PrepareAsync();
            using var over = new CancellationTokenSource();
            var desk = run.WorkAtTheDeskAsync(over.Token);
            var lives = run.LivesAsync();
            // A desk that fails says why, and at once.
            await await Task.WhenAny(desk, lives);
            await over.CancelAsync();
            await desk;
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    public long Count(string sql) => Convert.ToInt64(Rows(sql).Single()[0]);

    public IReadOnlyList<object[]> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "callcenter.db")};Pooling=False;Default Timeout=10");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Texts with a link that were sent twice: each is unlike any other, so the network can be asked whether it has that one.</summary>
    public int DuplicateTexts => Twice(_provider.Texts.Where(t => t.Body.Contains("/p/", StringComparison.Ordinal)));

    /// <summary>Everything else: the network lists it by number alone, and when in doubt it goes out again.</summary>
    public int DuplicateOthers => Twice(_provider.Calls) + Twice(_provider.Texts.Where(t => !t.Body.Contains("/p/", StringComparison.Ordinal)));

    public int Sends => _provider.Calls.Count + _provider.Texts.Count;

    /// <summary>
    /// Escalations whose takings by the record are not what people were told at the desk or by telephone: each taking is told to exactly one
    /// person. One that is taken and, with the processes dead, not closed in time is asked about again and taken again.
    /// </summary>
    public IReadOnlyList<string> WronglyTold()
    {
        var pages = Rows("SELECT Id, EscalationId FROM EscalationPages").ToDictionary(r => Guid.Parse((string)r[0]), r => Guid.Parse((string)r[1]));
        foreach (var page in _provider.Confirmed) _told.AddOrUpdate(pages[Guid.ParseExact(page, "N")], 1, (_, n) => n + 1);
        // Who is reminded is told nothing new, unless she was never told; and only who took it by telephone is.
        var reminded = _provider.Reminded.Select(page => pages[Guid.ParseExact(page, "N")]).ToHashSet();
        foreach (var id in reminded) _told.TryAdd(id, 1);
        var byTelephone = Rows("SELECT DISTINCT EscalationId FROM EscalationNotes WHERE What LIKE '%takes responsibility, by PIN and key on the telephone%'").Select(r => Guid.Parse((string)r[0])).ToHashSet();
        return [.. reminded.Except(byTelephone).Select(id => $"{id} was taken by nobody on the telephone, and somebody there heard that it is hers"), .. Rows("SELECT e.Id, (SELECT COUNT(*) FROM EscalationNotes n WHERE n.EscalationId = e.Id AND n.What LIKE '%takes responsibility,%') FROM Escalations e")
            .Select(r => (Id: (string)r[0], Taken: Convert.ToInt32(r[1]), Told: _told.GetValueOrDefault(Guid.Parse((string)r[0]))))
            .Where(e => e.Taken == 0 || e.Taken != e.Told)
            .Select(e => $"taken {e.Taken}, told {e.Told}: {string.Join(" / ", Rows($"SELECT What FROM EscalationNotes WHERE EscalationId = '{e.Id}' ORDER BY Number DESC LIMIT 8").Select(r => r[0]))}")];
    }

    public int Told => _told.Values.Sum();

    /// <summary>From the instant the nurse decided to the first request at the network, of those that were due while somebody lived.</summary>
    public Lateness FirstPage()
    {
        var due = Rows("SELECT p.Id, e.ClockStart FROM EscalationPages p JOIN Escalations e ON e.Id = p.EscalationId WHERE p.Visit = 1 AND p.Attempt = 1 AND p.Channel = 'Voice'")
            .ToDictionary(r => Guid.Parse((string)r[0]).ToString("N"), r => new DateTimeOffset((long)r[1], TimeSpan.Zero));
        return Lateness.Of(_provider.Calls.Where(c => due.ContainsKey(c.PageId)).GroupBy(c => c.PageId).Select(g => (g.Min(c => c.At) - due[g.Key]).TotalMilliseconds));
    }

    private static int Twice(IEnumerable<Sent> sent) => sent.GroupBy(s => s.PageId).Sum(g => g.Count() - 1);

    public string Tails() => string.Join('\n', _places.Select(p => p.Tail()));

    public async ValueTask DisposeAsync()
    {
        foreach (var place in _places) place.Dispose();
        if (_nurses is not null) await _nurses.DisposeAsync();
        if (_provider is not null) await _provider.DisposeAsync();
        _supervisor.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        _files.Dispose();
    }

    private async Task PrepareAsync()
    {
        _provider = await ProviderDouble.StartAsync(() => Next().Url);
        var ports = Enumerable.Range(0, _plan.Places).Select(_ => Ports.Free()).ToList();
        var publicUrl = new Uri($"http://127.0.0.1:{ports[0]}/");
        _places = [.. ports.Select(port => new ApiPlace(_folder, _files.Path, publicUrl, _provider.Url, port))];
        // The first makes the database and its demo practices; the others find them.
        await _places[0].StartAsync();
        var offered = await _supervisor.GetFromJsonAsync<DemoAccount[]>(new Uri(_places[0].Url, "api/sign-in/demo"));
        (await _supervisor.PostAsJsonAsync(new Uri(_places[0].Url, "api/sign-in"), new SignInRequest("supervisor@demo", offered![0].Password))).EnsureSuccessStatusCode();
        _nurses = await Arming.OnAsync(_folder, _files.Path);
        await ArmAsync(_plan.Escalations, _plan.Over);
        await Task.WhenAll(_places.Skip(1).Select(p => p.StartAsync()));
    }

    private Task ArmAsync(int count, TimeSpan over)
    {
        Armed += count;
        // Real processes, real deaths: here the clock is the machine's.
        return _nurses.ArmAsync(count, DateTimeOffset.UtcNow, over);
    }

    private async Task LivesAsync()
    {
        await KillAsync();
        await EndsAsync();
        // The last one may be closed while the person who took it by telephone asks again for the answer that a death cost her.
        await _provider.SettledAsync();
    }

    private ApiPlace Next() => _places[Interlocked.Increment(ref _turn) % _places.Count];

    private async Task KillAsync()
    {
        var named = new Queue<string>(_plan.Named);
        for (var place = 0; Deaths < _plan.Kills || named.Count > 0; place = (place + 1) % _places.Count)
        {
            if (named.TryPeek(out var point))
            {
                await _places[place].KillAsync();
                // Whatever point it is, somebody comes by it.
                await ArmAsync(FreshForEachPoint, TimeSpan.Zero);
                await _places[place].StartAsync(point);
                if (await _places[place].DiesAsync(TimeSpan.FromSeconds(40)) && named.TryDequeue(out _)) Reached.Add(point);
                else Assert.Fail($"Nothing came to {point} within 40 s.\n{_places[place].Tail()}");
            }
            else
            {
                await Task.Delay(_random.Next(100, 900));
                await _places[place].KillAsync();
            }

            Deaths++;
            // Straight to the next point: what the last death left is then done by a process that is to die as well.
            if (named.Count == 0) await _places[place].StartAsync();
        }
    }

    /// <summary>Every open one that waits for its second person is taken at the desk, twice at once from two browsers; what is taken is closed.</summary>
    private async Task WorkAtTheDeskAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var open = Rows("SELECT Id, Phase, StateVersion FROM Escalations WHERE (Phase = 'Paging' AND StepId = 'backup') OR Phase = 'LastResort' OR Phase = 'Acknowledged' LIMIT 40");
            await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (row, _) =>
            {
                var id = Guid.Parse((string)row[0]);
                if ((string)row[1] == "Acknowledged") await CommandAsync(id, "close", $"close-{id:N}-{row[2]}", over);
                else await Task.WhenAll(TakeAsync(id, $"{row[2]}-1", over), TakeAsync(id, $"{row[2]}-2", over));
            });
            await Task.WhenAny(Task.Delay(open.Count == 0 ? 200 : 20, over));
        }
    }

    private async Task TakeAsync(Guid id, string press, CancellationToken over)
    {
        if (await CommandAsync(id, "acknowledge", $"take-{id:N}-{press}", over)) _told.AddOrUpdate(id, 1, (_, n) => n + 1);
    }

    private async Task<bool> CommandAsync(Guid id, string act, string key, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Next().Url, $"api/escalations/{id}/{act}")) { Content = JsonContent.Create(new EscalationCommand("chaos")) };
                request.Headers.Add("Idempotency-Key", key);
                using var answer = await _supervisor.SendAsync(request, over);
                if (answer.IsSuccessStatusCode) return true;
                if (answer.StatusCode is HttpStatusCode.Conflict) return false;
                Assert.True((int)answer.StatusCode >= 500, $"{act} was refused: {(int)answer.StatusCode}");
            }
            catch (Exception away) when (away is HttpRequestException or SocketException or IOException or TaskCanceledException) { /* Killed under us: the same key again. */ }
            await Task.WhenAny(Task.Delay(100, over));
        }

        return false;
    }

    private async Task EndsAsync()
    {
        for (var patience = Stopwatch.StartNew(); Count("SELECT COUNT(*) FROM Escalations WHERE Phase <> 'Closed'") > 0
             || Count("SELECT COUNT(*) FROM Outbox WHERE Kind IN ('escalation.voice', 'escalation.sms') AND State IN ('Queued', 'Sending')") > 0; await Task.Delay(250))
            Assert.True(patience.Elapsed < _plan.Over + TimeSpan.FromMinutes(6),
                $"Not ended: {string.Join(", ", Rows("SELECT Phase, StepId, COUNT(*) FROM Escalations GROUP BY Phase, StepId").Select(r => string.Join('/', r)))}\n{Tails()}");
    }
}

internal sealed record Lateness(double P50, double P99, double Max, int Count)
{
    public static Lateness Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        double At(double share) => sorted.Count == 0 ? double.NaN : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
        return new(At(0.5), At(0.99), At(1), sorted.Count);
    }

    public override string ToString() => $"{Count}: p50 {P50:0} ms, p99 {P99:0} ms, max {Max:0} ms";
}
