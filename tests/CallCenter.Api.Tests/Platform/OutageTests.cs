using CallCenter.Api.Tests.Harness;
using CallCenter.Api.Tests.Platform.World;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Platform;

/// <summary>The database is away for a while, or time has passed: the caller is not.</summary>
public class OutageTests
{
    private static readonly TimeSpan Locked = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task While_another_connection_holds_the_database_every_webhook_answers_in_two_seconds_and_the_call_arrives_later()
    {
        await using var app = await Caller.StartAsync();
        using var browser = app.Visitor();
        var caller = new Caller(browser);
        Assert.Equal(200, (await caller.DialAsync(Caller.NewSid())).Status); // Warm: a first request compiles its way.
        var (sid, other) = (Caller.NewSid(), Caller.NewSid());
        var path = "/twilio/voice/inbound";
        var file = (string)(await app.ScalarAsync("SELECT file FROM pragma_database_list WHERE name = 'main'"))!;
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var held = connection.BeginTransaction(deferred: false);
            for (var since = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(since) < Locked;)
            {
                var answer = await caller.PostAsync(path, Caller.Form(sid));
                Assert.Equal(200, answer.Status);
                Assert.True(answer.Took < Patience, $"answered after {answer.Took}");
                Assert.Contains("again=1", path = answer.Next); // It asks Twilio to come back, and Twilio does.
                Assert.Equal(["en-US", "es-US"], answer.Twiml.Elements("Say").Select(s => (string?)s.Attribute("language")));
                var callback = await caller.PostAsync("/twilio/voice/status", Caller.Form(other, more: ("CallStatus", "completed")));
                Assert.Equal(503, callback.Status); // So that it is sent again.
                Assert.True(callback.Took < Patience, $"answered after {callback.Took}");
                Assert.True((await caller.PostAsync("/twilio/voice/fallback", Caller.Form(other))).Took < Patience);
            }
        }

        Assert.Null(await app.ScalarAsync($"SELECT CallId FROM Legs WHERE CallSid = '{sid}'"));
        var stored = await caller.PostAsync(path, Caller.Form(sid));
        Assert.Single(stored.Twiml.Elements("Gather"));
        Assert.Equal(1L, await app.ScalarAsync($"SELECT COUNT(*) FROM Legs WHERE CallSid = '{sid}'"));
        Assert.Equal(204, (await caller.PostAsync("/twilio/voice/status", Caller.Form(other, more: ("CallStatus", "completed")))).Status);
    }

    [Fact]
    public async Task A_key_that_could_not_be_stored_is_not_lost_and_a_birth_date_does_not_get_into_an_address()
    {
        await using var app = await Caller.StartAsync();
        using var browser = app.Visitor();
        var caller = new Caller(browser);
        var sid = Caller.NewSid();
        var language = (await caller.DialAsync(sid)).Ask;
        var file = (string)(await app.ScalarAsync("SELECT file FROM pragma_database_list WHERE name = 'main'"))!;
        var (spanish, birthDate) = ("", "");
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var held = connection.BeginTransaction(deferred: false);
            spanish = (await caller.PostAsync(language, Caller.Form(sid, more: ("Digits", "2")))).Next;
        }

        Assert.Contains("key=2", spanish, StringComparison.Ordinal);
        var asked = await caller.PostAsync(spanish, Caller.Form(sid));
        Assert.Contains("fecha de nacimiento", asked.Twiml.ToString(), StringComparison.Ordinal);
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var held = connection.BeginTransaction(deferred: false);
            birthDate = (await caller.PostAsync(asked.Ask, Caller.Form(sid, more: ("Digits", "03141948")))).Next;
        }

        Assert.DoesNotContain("1948", birthDate, StringComparison.Ordinal);
        Assert.Contains("fecha de nacimiento", (await caller.PostAsync(birthDate, Caller.Form(sid))).Twiml.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_database_is_full_every_webhook_answers_in_two_seconds_and_the_call_arrives_once_there_is_room()
    {
        await using var app = await CallCenterApp.StartAsync(settings: [.. Caller.Settings, ("Database:LargestMegabytes", "8")]);
        using var browser = app.Visitor();
        var caller = new Caller(browser);
        Assert.Equal(200, (await caller.DialAsync(Caller.NewSid())).Status); // Warm: a first request compiles its way.
        await app.ExecuteAsync("CREATE TABLE Ballast (Weight BLOB); INSERT INTO Ballast VALUES (zeroblob(9000000))");
        var (sid, path, tries) = (Caller.NewSid(), "/twilio/voice/inbound", 0);
        // The free room inside the last pages goes first.
        while (!(await AskAsync("/twilio/voice/inbound", Caller.NewSid())).Next.Contains("again=1", StringComparison.Ordinal)) Assert.True(++tries < 2000, "the database never filled up");
        var refused = 0;
        for (var i = 0; i < 30; i++)
        {
            Assert.Contains("again=1", path = (await AskAsync(path, sid)).Next); // It asks Twilio to come back, and Twilio does.
            var other = Caller.NewSid();
            var callback = await caller.PostAsync("/twilio/voice/status", Caller.Form(other, more: ("CallStatus", "completed")));
            Assert.True(callback.Took < Patience, $"answered after {callback.Took}");
            // A small row may still fit: taken means stored, and everything else is sent again.
            Assert.Equal(callback.Status == 204 ? 1L : 0L, await app.ScalarAsync($"SELECT COUNT(*) FROM Inbox WHERE Form LIKE '%{other}%'"));
            if (callback.Status == 503) refused++;
            else Assert.Equal(204, callback.Status);
        }

        Assert.NotEqual(0, refused);
        Assert.Null(await app.ScalarAsync($"SELECT CallId FROM Legs WHERE CallSid = '{sid}'"));
        await app.ExecuteAsync("DROP TABLE Ballast");
        Assert.Single((await AskAsync(path, sid)).Twiml.Elements("Gather"));
        Assert.Equal(1L, await app.ScalarAsync($"SELECT COUNT(*) FROM Legs WHERE CallSid = '{sid}'"));
        Assert.Equal("ok", await app.ScalarAsync("PRAGMA integrity_check"));

        async Task<Answer> AskAsync(string at, string call)
        {
            var answer = await caller.PostAsync(at, Caller.Form(call));
            Assert.Equal(200, answer.Status);
            Assert.True(answer.Took < Patience, $"answered after {answer.Took}");
            return answer;
        }
    }

    [Fact]
    public async Task A_request_replayed_days_later_gets_the_same_bytes_from_a_new_process_and_changes_nothing()
    {
        var clock = new FakeTimeProvider(TestDatabase.Start);
        var sid = Caller.NewSid();
        var first = await Caller.StartAsync(clock);
        Answer answer, menu;
        string path;
        using (var browser = first.Visitor())
        {
            var caller = new Caller(browser);
            answer = await caller.DialAsync(sid);
            path = new Uri(answer.Twiml.Element("Gather")!.Attribute("action")!.Value).GetLeftPart(UriPartial.Query)[Caller.PublicBaseUrl.Length..];
            menu = await caller.PostAsync(path, Caller.Form(sid, more: ("Digits", "2")));
            Assert.Contains("fecha de nacimiento", menu.Spoken);
        }

        await first.StopAsync();
        clock.Advance(TimeSpan.FromDays(3));
        await using var later = await Caller.StartAsync(clock, continuing: first);
        using var other = later.Visitor();
        var again = new Caller(other);
        var rows = await RowsAsync(later);
        Assert.Equal(answer.Bytes, (await again.DialAsync(sid)).Bytes);
        Assert.Equal(menu.Bytes, (await again.PostAsync(path, Caller.Form(sid, more: ("Digits", "2")))).Bytes);
        Assert.Equal(rows, await RowsAsync(later));
    }

    private static async Task<string> RowsAsync(CallCenterApp app) =>
        $"{await app.ScalarAsync("SELECT COUNT(*) FROM Inbox")} {await app.ScalarAsync("SELECT COUNT(*) FROM Calls")} {await app.ScalarAsync("SELECT COUNT(*) FROM Legs")} "
        + $"{await app.ScalarAsync("SELECT COUNT(*) FROM AuditEntries WHERE Verb = 'call-opened'")} {await app.ScalarAsync("SELECT Language FROM Calls")}";
}
