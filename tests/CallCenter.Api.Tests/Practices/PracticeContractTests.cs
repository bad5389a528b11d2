using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Practices.Domain;
using CallCenter.Api.Features.Practices.Persistence;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using CallCenter.Api.Platform.Time;
using CallCenter.Api.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Practices;

public sealed class PracticeContractTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _wall = new();
    private readonly HostSignals _others = new(new ConfigurationBuilder().Build());
    private TestDatabase _test = null!;
    private KnownPractices _known = null!;
    private PracticeReader _practices = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await TestDatabase.WithDemoWorldAsync();
        _known = new KnownPractices(_test.Database, new WallClock(_wall), _others);
        _practices = new PracticeReader(_known);
    }

    public async ValueTask DisposeAsync()
    {
        await _others.DisposeAsync();
        await _test.DisposeAsync();
    }

    [Theory]
    [InlineData("+15125550101", "lakeside")]
    [InlineData("+12125550102", "oak-street")]
    [InlineData("+14155550103", "northside")]
    [InlineData("+15125550199", null)]
    public async Task The_dialled_line_finds_its_practice(string number, string? practice)
    {
        await using var db = _test.Read(TestDatabase.Everything);
        Assert.Equal(practice, (await _practices.FindByLineAsync(db, number, default))?.Id);
    }

    [Fact]
    public async Task A_neighbour_is_not_there()
    {
        await using var lakeside = _test.ReadAs("lakeside");
        Assert.Null(await _practices.GetAsync(lakeside, "oak-street", default));
        Assert.Null(await _practices.FindByLineAsync(lakeside, "+12125550102", default));
        Assert.Equal(["lakeside"], (await _practices.AllAsync(lakeside, default)).Select(p => p.Id));
    }

    [Theory]
    [InlineData("2026-11-12T14:00:00Z", true)] // Thursday 08:00 in Chicago, the first minute
    [InlineData("2026-11-12T13:59:00Z", false)]
    [InlineData("2026-11-12T23:00:00Z", false)] // 17:00, closed
    [InlineData("2026-11-14T18:00:00Z", false)] // Saturday noon
    [InlineData("2026-07-09T13:00:00Z", true)] // 08:00 in summer time
    public async Task Hours_are_meant_in_the_practice_s_zone(string instant, bool open)
    {
        await using var db = _test.ReadAs("lakeside");
        Assert.Equal(open, (await _practices.GetAsync(db, "lakeside", default))!.IsOpenAt(DateTimeOffset.Parse(instant)));
    }

    [Theory]
    [InlineData("2026-11-12T14:00:00Z", null)] // it is open
    [InlineData("2026-11-15T04:00:00Z", "2026-11-16T14:00:00Z")] // Saturday night: Monday at eight
    [InlineData("2026-11-12T23:00:00Z", "2026-11-13T14:00:00Z")] // five in the afternoon: the next morning
    public async Task When_the_office_opens_next_is_known(string instant, string? opens)
    {
        await using var db = _test.ReadAs("lakeside");
        Assert.Equal(opens is null ? null : DateTimeOffset.Parse(opens), (await _practices.GetAsync(db, "lakeside", default))!.OpensAt(DateTimeOffset.Parse(instant)));
    }

    /// <summary>Open until midnight on a holiday, as on any day; and on the two nights on which the clock changes the hours are those of the wall.</summary>
    [Theory]
    [InlineData("2026-12-24T21:00:00Z", true)] // three in the afternoon of the 24th
    [InlineData("2026-12-25T05:30:00Z", true)] // half an hour before midnight
    [InlineData("2026-12-25T06:30:00Z", false)] // the 25th has begun
    [InlineData("2027-03-15T12:59:00Z", false)] // Monday after the clock went forward: one minute to eight
    [InlineData("2027-03-15T13:00:00Z", true)]
    [InlineData("2026-11-02T13:59:00Z", false)] // Monday after it went back
    [InlineData("2026-11-02T14:00:00Z", true)]
    public async Task An_end_at_midnight_and_a_change_of_the_clock_are_meant_as_on_the_wall(string instant, bool open)
    {
        await using var db = _test.ReadAs("lakeside");
        var lakeside = (await _practices.GetAsync(db, "lakeside", default))! with { Holidays = [new HolidayHours(new DateOnly(2026, 12, 24), new TimeOnly(12, 0), TimeOnly.MinValue)] };
        Assert.Equal(open, lakeside.IsOpenAt(DateTimeOffset.Parse(instant)));
    }

    [Fact]
    public async Task The_date_of_a_practice_is_its_own()
    {
        await using var db = _test.Read(TestDatabase.Everything);
        var night = new DateTimeOffset(2026, 12, 1, 5, 30, 0, TimeSpan.Zero);
        Assert.Equal(new DateOnly(2026, 12, 1), (await _practices.GetAsync(db, "oak-street", default))!.DateAt(night));
        Assert.Equal(new DateOnly(2026, 11, 30), (await _practices.GetAsync(db, "lakeside", default))!.DateAt(night));
    }

    [Fact]
    public async Task The_EHR_setting_is_the_first_demo_practice_s_endpoint_at_every_start()
    {
        var first = await CallCenterApp.StartAsync(settings: ("Ehr:FhirBaseUrl", "http://127.0.0.1:9/fhir/R4/"));
        Assert.Equal("http://127.0.0.1:9/fhir/R4", await first.ScalarAsync("SELECT FhirBaseUrl FROM Practices WHERE PracticeId = 'lakeside'"));
        Assert.Null(await first.ScalarAsync("SELECT FhirBaseUrl FROM Practices WHERE PracticeId = 'oak-street'"));
        await first.StopAsync();
        await using var second = await CallCenterApp.StartAsync(continuing: first);
        Assert.Null(await second.ScalarAsync("SELECT FhirBaseUrl FROM Practices WHERE PracticeId = 'lakeside'"));
    }

    [Fact]
    public async Task What_is_known_from_memory_is_within_the_scope_too()
    {
        Assert.Equal("oak-street", (await _practices.KnownByLineAsync(TestDatabase.Everything, "+12125550102", default))?.Id);
        Assert.Null(await _practices.KnownByLineAsync(PracticeScope.Of("lakeside"), "+12125550102", default));
        Assert.Null(await _practices.KnownAsync(PracticeScope.Of("lakeside"), "oak-street", default));
        Assert.Equal("lakeside", (await _practices.KnownAsync(PracticeScope.Of("lakeside"), "lakeside", default))?.Id);
    }

    [Fact]
    public async Task A_change_made_here_is_known_at_once_and_one_made_elsewhere_within_seconds()
    {
        Assert.Equal("Oak Street Family Medicine", await KnownNameAsync());
        await RenameAsync("Renamed by another host", here: false);
        Assert.Equal("Oak Street Family Medicine", await KnownNameAsync());
        _wall.Advance(IPractices.OldestKnown);
        Assert.Equal("Renamed by another host", await KnownNameAsync());
        await RenameAsync("Renamed here", here: true);
        Assert.Equal("Renamed here", await KnownNameAsync());
    }

    private async Task<string?> KnownNameAsync() => (await _practices.KnownAsync(TestDatabase.Everything, "oak-street", default))?.Name;

    private Task RenameAsync(string name, bool here) => _test.Writer.RunAsync(TestDatabase.Everything, async (work, cancel) =>
    {
        (await work.Set<Practice>().FirstAsync(p => p.PracticeId == "oak-street", cancel)).Name = name;
        if (here) _known.Changed(work);
    }, default);
}
