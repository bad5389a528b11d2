using System.Text.Json;
using System.Text.RegularExpressions;
using CallCenter.Api.Features.Patients.Demo;
using CallCenter.Api.Features.Patients.Domain;
using CallCenter.Api.Tests.Harness;

namespace CallCenter.Api.Tests.Patients;

public sealed partial class DemoPatientsTests
{
    private readonly List<Patient> _all = [.. DemoPatients.All(TestDatabase.Start)];

    [Fact]
    public void The_same_day_plants_the_same_people() =>
        Assert.Equal(JsonSerializer.Serialize(_all), JsonSerializer.Serialize(DemoPatients.All(TestDatabase.Start).ToList()));

    [Fact]
    public void Twenty_in_each_practice_under_numbers_of_their_own()
    {
        Assert.All(_all.GroupBy(p => p.PracticeId), practice => Assert.Equal(20, practice.Count()));
        Assert.Equal(60, _all.Select(p => p.Mrn).Distinct().Count());
        Assert.Equal(60, _all.Select(p => p.Name).Distinct().Count());
        Assert.All(_all, p => Assert.InRange(p.BirthDate.Year, 1930, 1975));
    }

    [Fact]
    public void Every_number_is_of_the_range_for_fiction_and_no_patient_has_a_line_or_a_clinician_s()
    {
        var own = _all.SelectMany(p => p.Phones.Select(n => n.Number)).ToList();
        Assert.Equal(own.Count, own.Distinct().Count());
        var all = own.Concat(_all.SelectMany(p => p.Caregivers.Select(c => c.Phone))).ToList();
        Assert.All(all, n => Assert.Matches(Fiction(), n));
        string[] taken =
        [
            "+15125550101", "+12125550102", "+14155550103", "+15125550121", "+15125550122", "+15125550123", "+15125550130",
            "+12125550124", "+12125550125", "+14155550126", "+14155550127",
        ];
        Assert.Empty(all.Intersect(taken));
    }

    [Fact]
    public void Every_case_of_consent_and_of_family_is_there_in_every_practice()
    {
        foreach (var practice in _all.GroupBy(p => p.PracticeId))
        {
            var enrolments = practice.SelectMany(p => p.Enrolments).ToList();
            Assert.Contains(enrolments, e => e.ConsentAt is not null && e.RevokedAt is null);
            Assert.Contains(enrolments, e => e.RevokedAt is not null);
            Assert.Contains(enrolments, e => e.ConsentAt is null);
            Assert.Contains(practice, p => p.Enrolments.Count == 0);
            Assert.Contains(practice.SelectMany(p => p.Caregivers), c => c.MayBeSpokenTo);
            Assert.Contains(practice.SelectMany(p => p.Caregivers), c => !c.MayBeSpokenTo);
            Assert.True(practice.Select(p => p.State).Distinct().Count() > 1);
        }

        Assert.All(_all.SelectMany(p => p.Enrolments), e => Assert.True(e.RevokedAt is null || e.RevokedAt > e.ConsentAt));
    }

    [GeneratedRegex(@"^\+1(512|212|415)55501\d\d$")]
    private static partial Regex Fiction();
}
