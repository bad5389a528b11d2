using CallCenter.Api.Features.Patients.Persistence;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Patients;

/// <summary>Every question about a patient, asked by the neighbour.</summary>
public sealed class PatientIsolationTests : IAsyncLifetime
{
    private static readonly Guid Tess = DemoIds.Of("patient/LK-10001");
    private static readonly DateOnly Today = new(2026, 11, 12);
    private readonly PatientReader _patients = new();
    private TestDatabase _test = null!;

    public async ValueTask InitializeAsync() => _test = await TestDatabase.WithDemoWorldAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Theory]
    [InlineData("lakeside", true)]
    [InlineData("oak-street", false)]
    public async Task Only_her_own_practice_sees_a_patient(string practice, bool seen)
    {
        await using var db = _test.ReadAs(practice);
        Assert.Equal(seen, await _patients.GetAsync(db, Tess, default) is not null);
        Assert.Equal(seen, (await _patients.NamesAsync(db, [Tess], default)).Count == 1);
        Assert.Equal(seen, (await _patients.ChartFactsAsync(db, Tess, Today, default)).Count > 0);
        Assert.Equal(seen, (await _patients.ConditionsAsync(db, Tess, default)).Count > 0);
        Assert.Equal(seen, await _patients.EnrolmentAsync(db, Tess, "CCM", default) is not null);
        Assert.Equal(seen, (await _patients.FindByPhoneAsync(db, "lakeside", "+15125550111", default)).Count > 0);
        Assert.Equal(seen, (await _patients.FindByBirthDateAsync(db, "lakeside", new DateOnly(1948, 3, 14), default)).Count > 0);
    }

    [Fact]
    public async Task Without_a_scope_nobody_is_there()
    {
        await using var db = _test.ReadAs();
        Assert.Null(await _patients.GetAsync(db, Tess, default));
    }
}
