using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Patients.Domain;
using CallCenter.Api.Features.Patients.Persistence;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Patients;

/// <summary>Who could be ringing: by number, by birth date, and never by the number alone where two people share it.</summary>
public sealed class CallerMatchingTests : IAsyncLifetime
{
    private readonly PatientReader _patients = new();
    private TestDatabase _test = null!;

    public async ValueTask InitializeAsync() => _test = await TestDatabase.WithDemoWorldAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task The_patient_s_own_number_is_the_patient()
    {
        var tess = Assert.Single(await RingAsync("lakeside", "+15125550111"));
        Assert.True(tess is { IsPatient: true, CallerName: "Tess Okonjo", MayBeSpokenTo: true, Relation: null });
    }

    [Fact]
    public async Task A_caregiver_s_number_leads_to_her_patient_with_relation_and_permission()
    {
        var james = Assert.Single(await RingAsync("lakeside", "+15125550112"));
        Assert.True(james is { IsPatient: false, CallerName: "James Okonjo", Relation: "husband", MayBeSpokenTo: true });
        Assert.Equal("Tess Okonjo", james.Patient.Name);
        Assert.Equal([james], _patients.MatchBirthDate([james], new DateOnly(1948, 3, 14)));
        Assert.Empty(_patients.MatchBirthDate([james], new DateOnly(1948, 3, 15)));
    }

    [Fact]
    public async Task A_number_shared_by_patient_and_caregiver_names_both_the_patient_first()
    {
        await using var db = _test.ReadAs("lakeside");
        var shared = db.Set<Caregiver>().ToList().First(c => db.Set<PatientPhone>().Any(p => p.Number == c.Phone));
        var candidates = await RingAsync("lakeside", shared.Phone);
        Assert.Equal(2, candidates.Count);
        Assert.True(candidates[0].IsPatient);
        Assert.Equal((shared.Id, shared.MayBeSpokenTo), (candidates[1].CaregiverId!.Value, candidates[1].MayBeSpokenTo));
        Assert.Single(candidates.Select(c => c.Patient.PatientId).Distinct());
    }

    [Fact]
    public async Task One_caregiver_of_two_patients_is_told_apart_by_the_patient_s_birth_date()
    {
        await AddCaregiverAsync("patient/LK-10002", "+15125550112", mayBeSpokenTo: false);
        var candidates = await RingAsync("lakeside", "+15125550112");
        Assert.Equal(2, candidates.Count);
        var harold = Assert.Single(_patients.MatchBirthDate(candidates, new DateOnly(1955, 6, 2)));
        Assert.Equal(("Harold Whitfield", false), (harold.Patient.Name, harold.MayBeSpokenTo));
    }

    [Fact]
    public async Task Two_patients_with_one_birth_date_are_both_answered()
    {
        await using var db = _test.ReadAs("lakeside");
        var twins = await _patients.FindByBirthDateAsync(db, "lakeside", new DateOnly(1944, 8, 17), default);
        Assert.Equal(2, twins.Count);
        Assert.Single(await _patients.FindByBirthDateAsync(db, "lakeside", new DateOnly(1948, 3, 14), default));
    }

    [Fact]
    public async Task A_number_is_only_known_to_the_practice_that_was_dialled()
    {
        await using var everything = _test.Read(TestDatabase.Everything);
        Assert.Empty(await _patients.FindByPhoneAsync(everything, "oak-street", "+15125550111", default));
        Assert.Empty(await _patients.FindByBirthDateAsync(everything, "oak-street", new DateOnly(1948, 3, 14), default));
    }

    private async Task<IReadOnlyList<CallerCandidate>> RingAsync(string practice, string number)
    {
        await using var db = _test.ReadAs(practice);
        return await _patients.FindByPhoneAsync(db, practice, number, default);
    }

    private Task AddCaregiverAsync(string patient, string phone, bool mayBeSpokenTo) => _test.Writer.RunAsync(TestDatabase.Everything, (work, _) =>
    {
        work.Set<Caregiver>().Add(new Caregiver
        {
            Id = Guid.NewGuid(), PatientId = DemoIds.Of(patient), PracticeId = "lakeside", Name = "James Okonjo", Relation = "friend", Phone = phone, MayBeSpokenTo = mayBeSpokenTo,
        });
        return Task.CompletedTask;
    }, default);
}
