using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Staff.Domain;
using CallCenter.Api.Features.Staff.Persistence;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Staff;

public sealed class StaffContractTests : IAsyncLifetime
{
    private static readonly Guid Maria = DemoIds.Of("staff/nurse");
    private static readonly Guid Adaeze = DemoIds.Of("staff/nurse4");
    private static readonly DateOnly Today = DateOnly.FromDateTime(TestDatabase.Start.UtcDateTime);
    private readonly StaffReader _staff = new();
    private TestDatabase _test = null!;

    public async ValueTask InitializeAsync() => _test = await TestDatabase.WithDemoWorldAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Who_shares_no_practice_with_the_scope_is_not_there()
    {
        await using var lakeside = _test.ReadAs("lakeside");
        Assert.Null(await _staff.GetAsync(lakeside, Adaeze, default));
        Assert.Equal([Maria], (await _staff.NamesAsync(lakeside, [Maria, Adaeze], default)).Keys);
        Assert.Empty(await _staff.OfPracticeAsync(lakeside, "northside", default));
        Assert.Empty(await _staff.LicensedForAsync(lakeside, "northside", "CA", Today, default));
    }

    [Fact]
    public async Task A_profile_shows_only_the_practices_in_scope()
    {
        await using var lakeside = _test.ReadAs("lakeside");
        var maria = await _staff.GetAsync(lakeside, Maria, default);
        Assert.Equal(["lakeside"], maria!.Practices);
        Assert.Equal("Maria Torres, RN", maria.SignedName);
        Assert.Equal(["en-US", "es-US"], maria.Languages);
    }

    [Theory]
    [InlineData("TX", true)] // her own
    [InlineData("NM", true)] // a compact state, by her compact licence
    [InlineData("NY", true)] // single-state licence
    [InlineData("CA", false)] // no compact state, no licence
    public async Task A_compact_licence_reaches_compact_states_only(string state, bool licensed)
    {
        await using var db = _test.ReadAs("lakeside");
        var nurses = await _staff.LicensedForAsync(db, "lakeside", state, Today, default);
        Assert.Equal(licensed, nurses.Any(n => n.StaffId == Maria));
    }

    [Fact]
    public void A_single_state_licence_of_a_compact_state_stays_at_home_and_every_licence_ends()
    {
        var licence = new StaffLicence("TX", Compact: false, new DateOnly(2026, 12, 31));
        Assert.False(licence.CoversOn("NM", new DateOnly(2026, 12, 1)));
        Assert.True(licence.CoversOn("TX", new DateOnly(2026, 12, 31)));
        Assert.False(licence.CoversOn("TX", new DateOnly(2027, 1, 1)));
    }

    [Fact]
    public async Task A_medical_assistant_never_nurses_even_with_a_licence_on_file()
    {
        await _test.Writer.RunAsync(TestDatabase.Everything, (work, _) =>
        {
            work.Set<Licence>().Add(new Licence { StaffId = DemoIds.Of("staff/ma"), State = "TX", ValidUntil = Today.AddYears(1) });
            return Task.CompletedTask;
        }, default);
        await using var db = _test.ReadAs("lakeside");
        Assert.Contains(await _staff.OfPracticeAsync(db, "lakeside", default), s => s.Credential == "MA");
        Assert.DoesNotContain(await _staff.LicensedForAsync(db, "lakeside", "TX", Today, default), s => s.Credential == "MA");
    }

    [Fact]
    public async Task A_clinician_is_proved_by_her_own_PIN_in_her_own_practice_only()
    {
        var pins = new ClinicianPins();
        await using var lakeside = _test.ReadAs("lakeside");
        Assert.True(await pins.VerifyAsync(lakeside, "lakeside", "dr-okafor", "2580", default));
        Assert.False(await pins.VerifyAsync(lakeside, "lakeside", "dr-okafor", "2581", default));
        Assert.False(await pins.VerifyAsync(lakeside, "lakeside", "dr-okafor", "", default));
        Assert.False(await pins.VerifyAsync(lakeside, "lakeside", "nobody", "2580", default));
        Assert.False(await pins.VerifyAsync(lakeside, "oak-street", "dr-ortiz", "2580", default));
    }
}
