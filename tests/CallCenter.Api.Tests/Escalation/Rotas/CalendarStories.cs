using System.Net;
using System.Net.Http.Json;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Escalation.Persistence;
using CallCenter.Api.Tests.Harness;
using Ical.Net;
using Microsoft.EntityFrameworkCore;
using static CallCenter.Api.Tests.Escalation.Rotas.RotaTelling;

namespace CallCenter.Api.Tests.Escalation.Rotas;

/// <summary>Calendars out, behind a secret address; calendars in, as the turns of a layer.</summary>
public sealed class CalendarStories : IDisposable
{
    private readonly FileCopy _files = new();

    public CalendarStories() => _files.Edit("lakeside", text => text.Replace("      - id: holiday\n        when: [{calendar: holidays, from: \"08:00\", to: \"08:00\"}]\n        rotation: {every: 1 occurrence, first: 2026-01-01, members: [dr-okafor, dr-marsh, np-kim]}\n",
        "      - {id: elsewhere, import: {max_age: 36h}}\n", StringComparison.Ordinal));

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Jo_Kim_reads_her_turns_in_her_own_calendar_until_the_address_is_revoked()
    {
        await using var host = await EscalationHost.StartAsync();
        using var supervisor = await host.SignInAsync("supervisor@demo");
        using var nurse = await host.SignInAsync("nurse@demo");
        await nurse.DoesAsync("take", Night("dr-okafor", "np-kim"));
        Assert.Equal("supervisor-only", (await nurse.SaysAsync("feeds", new RotaFeedRequest(null, "np-kim"))).Code);
        Assert.Equal("rota-feed-of-one", (await supervisor.SaysAsync("feeds", new RotaFeedRequest("clinician-call", "np-kim"))).Code);
        var made = await MakeAsync(supervisor, new RotaFeedRequest(null, "np-kim"));
        Assert.StartsWith("https://nurse.example/calendar/", made.Url);
        await using (var db = host.Read())
            Assert.DoesNotContain(new Uri(made.Url).Segments[^1][..^4], System.Text.Json.JsonSerializer.Serialize(db.Set<Features.Escalation.Rotas.Domain.RotaFeed>().ToList()));

        using var program = host.Browser();
        var text = await program.GetStringAsync(new Uri(made.Url).AbsolutePath);
        var taken = Assert.Single(Calendar.Load(text)!.Events, e => e.Start!.AsUtc == Austin(11, 24, 17).UtcDateTime);
        Assert.Equal(Austin(11, 25, 8).UtcDateTime, taken.End!.AsUtc);
        Assert.Equal("On call: Jo Kim, NP (clinician-call, Lakeside Heart & Kidney)", taken.Summary);
        Assert.DoesNotContain("Okafor", text);
        Assert.NotNull(Assert.Single((await supervisor.RotaAsync()).Feeds).LastReadAt);

        using var revoked = await supervisor.PostAsync($"api/rotas/lakeside/feeds/{made.Feed.FeedId}/revoke", null);
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        using var gone = await program.GetAsync(new Uri(made.Url).AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Empty((await supervisor.RotaAsync()).Feeds);
    }

    [Fact]
    public async Task A_schedule_keeps_its_hours_in_the_calendar_when_the_clocks_change()
    {
        await using var host = await EscalationHost.StartAsync();
        using var supervisor = await host.SignInAsync("supervisor@demo");
        var made = await MakeAsync(supervisor, new RotaFeedRequest("clinician-call", null));
        using var program = host.Browser();
        var events = Calendar.Load(await program.GetStringAsync(new Uri(made.Url).AbsolutePath))!.Events.OrderBy(e => e.Start!.AsUtc).ToList();
        // The clocks go forward on March 14, 2027: the weekend's turn ends at 8 in the morning on either side, an hour earlier in UTC.
        Assert.Contains(events, e => e.End!.AsUtc == new DateTime(2027, 3, 8, 14, 0, 0));
        Assert.Contains(events, e => e.End!.AsUtc == new DateTime(2027, 3, 15, 13, 0, 0));
        Assert.All(events.Zip(events.Skip(1)), pair => Assert.True(pair.Second.Start!.AsUtc <= pair.First.End!.AsUtc));
    }

    [Fact]
    public async Task An_uploaded_calendar_becomes_the_layer_and_its_people_are_rung()
    {
        await using var host = await EscalationHost.StartAsync(files: _files.Path);
        using var supervisor = await host.SignInAsync("supervisor@demo");
        Assert.Contains("Nothing was imported yet", Assert.Single((await supervisor.RotaAsync()).Imports).Trouble[0]);
        await supervisor.DoesAsync("imports/clinician-call/elsewhere", new RotaUpload(Ics("Jo Kim")));
        await host.ComesToAsync(Austin(11, 25, 2));
        await host.ConfirmAsync();
        await host.SettleAsync();
        Assert.Equal((1, 0), (host.Rings(Kim), host.Rings(EscalationHost.Okafor)));

        var import = Assert.Single((await supervisor.RotaAsync()).Imports);
        Assert.Equal((1, 0), (import.Turns, import.Trouble.Count));
        await host.ComesToAsync(Austin(11, 25, 21));
        Assert.Contains("C21: The imported calendar of 'clinician-call' was last read 48 h ago", Assert.Single(Assert.Single((await supervisor.RotaAsync()).Imports).Trouble));

        // The night's check of the practice's file finds it too, by itself.
        await host.ComesToAsync(Austin(11, 26, 4));
        await using var db = host.Read();
        await Eventually.HoldsAsync(() => db.Set<FileCheck>().AsNoTracking().AnyAsync(c => c.PracticeId == "lakeside" && c.FindingsJson.Contains("C21")), "The night did not find the old calendar.");
    }

    [Theory]
    [InlineData("DTSTART;TZID=America/Chicago:20261124T170000", "DTSTART:20261124T170000", "Line 5: the time has no zone")]
    [InlineData("SUMMARY:Jo Kim", "SUMMARY:Jim Ko", "Line 5: nobody of the practice's file is called like its summary")]
    [InlineData("DTSTART;TZID=America/Chicago:20261124T170000", "DTSTART:Tuesday", "Line 5: the event has no beginning or no end")]
    [InlineData("SUMMARY:Jo Kim", "what is this", "Line 10: The file is not a calendar")]
    [InlineData("BEGIN:VCALENDAR", "hello", "The file is not a calendar")]
    [InlineData("TZID=America/Chicago:20261124T170000", "TZID=Mars/Olympus:20261124T170000", "Line 8: ")]
    public async Task A_bad_file_is_refused_with_its_line_and_the_last_good_copy_stays(string good, string bad, string why)
    {
        await using var host = await EscalationHost.StartAsync(files: _files.Path);
        using var supervisor = await host.SignInAsync("supervisor@demo");
        await supervisor.DoesAsync("imports/clinician-call/elsewhere", new RotaUpload(Ics("Jo Kim")));
        Assert.Contains(good, Ics("Jo Kim"));
        var (status, code, detail) = await supervisor.SaysAsync("imports/clinician-call/elsewhere", new RotaUpload(Ics("Jo Kim").Replace(good, bad, StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.BadRequest, "rota-import-unreadable"), (status, code));
        Assert.Contains(why, detail);
        Assert.Equal(1, Assert.Single((await supervisor.RotaAsync()).Imports).Turns);
    }

    [Fact]
    public async Task A_calendar_is_fetched_only_from_hosts_that_are_allowed_and_one_that_does_not_answer_changes_nothing()
    {
        await using var host = await EscalationHost.StartAsync(files: _files.Path, settings: ("Rotas:ImportHosts", "127.0.0.1:9"));
        using var supervisor = await host.SignInAsync("supervisor@demo");
        using var nurse = await host.SignInAsync("nurse@demo");
        await supervisor.DoesAsync("imports/clinician-call/elsewhere", new RotaUpload(Ics("Jo Kim")));
        foreach (var address in new[] { "https://calendar.example/x.ics", "http://127.0.0.1:9/x.ics", "https://127.0.0.1/x.ics", "https://me@127.0.0.1:9/x.ics", "file:///etc/passwd" })
            Assert.Equal("rota-source-refused", (await supervisor.SaysAsync("imports/clinician-call/elsewhere/source", new RotaSource(address))).Code);
        Assert.Equal("supervisor-only", (await nurse.SaysAsync("imports/clinician-call/elsewhere", new RotaUpload(Ics("Jo Kim")))).Code);
        Assert.Equal("rota-import-unknown", (await supervisor.SaysAsync("imports/clinician-call/nights", new RotaUpload(Ics("Jo Kim")))).Code);
        await supervisor.DoesAsync("imports/clinician-call/elsewhere/source", new RotaSource("https://127.0.0.1:9/secret.ics"));
        await host.SettleAsync();
        var import = Assert.Single((await supervisor.RotaAsync()).Imports);
        Assert.Equal((1, true), (import.Turns, import.Fetched));
        Assert.Contains(import.Trouble, t => t.Contains("does not answer", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Logs, l => l.Contains("secret.ics", StringComparison.Ordinal));
    }

    private static string Ics(string who) => string.Join("\r\n",
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Elsewhere//EN", "X-WR-CALNAME:Rota", "BEGIN:VEVENT", "UID:1@elsewhere", "DTSTAMP:20261101T000000Z",
        "DTSTART;TZID=America/Chicago:20261124T170000", "DTEND;TZID=America/Chicago:20261125T080000", $"SUMMARY:{who}", "END:VEVENT", "END:VCALENDAR", "");

    private static async Task<RotaFeedMade> MakeAsync(HttpClient supervisor, RotaFeedRequest of)
    {
        using var answer = await supervisor.PostAsJsonAsync("api/rotas/lakeside/feeds", of);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<RotaFeedMade>())!;
    }
}
