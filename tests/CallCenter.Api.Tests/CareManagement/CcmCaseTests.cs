using System.Text.Json;
using CallCenter.Api.Features.CareManagement.Domain;
using NodaTime;

namespace CallCenter.Api.Tests.CareManagement;

/// <summary>Worked months (Cases/ccm-cases.json, 2026 rules, practice in New York). Every case of the file is run or named here with its reason.</summary>
public class CcmCaseTests
{
    private static readonly Dictionary<int, string> LeftOut = new()
    {
        [9] = "complex care management (99487) is not part of this rule table yet",
        [11] = "complex care management (99487, 99489) is not part of this rule table yet",
        [27] = "principal care management (99426, 99427) is not part of this rule table yet",
    };

    /// <summary>These months also earn codes of other programs; only the care management part is judged.</summary>
    private static readonly Dictionary<int, string> OnlyCcm = new()
    {
        [21] = "99495 (transitional care)",
        [23] = "99454 and 99457 (remote monitoring)",
    };

    private static readonly string[] CcmCodes = ["99490", "99439", "99487", "99489"];
    private static readonly Guid Patient = Guid.NewGuid();
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    private static readonly IReadOnlyList<JsonElement> All =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "CareManagement", "Cases", "ccm-cases.json"))).RootElement.EnumerateArray()];

    public static TheoryData<int, string> Run => new(All.Where(c => !LeftOut.ContainsKey(Number(c))).Select(c => (Number(c), c.GetProperty("title").GetString()!)));

    [Fact]
    public void No_case_is_left_out_silently()
    {
        Assert.Equal(16, All.Count);
        Assert.Equal([9, 11, 27], All.Select(Number).Where(LeftOut.ContainsKey));
        Assert.Equal(13, Run.Count);
    }

    [Theory]
    [MemberData(nameof(Run))]
    public void A_worked_month_comes_out_as_worked(int number, string title)
    {
        var worked = All.Single(c => Number(c) == number);
        var month = Months.Read(worked.GetProperty("month").GetString())!.Value;
        var result = MonthCalculator.Evaluate(Entries(worked), Enrolment(worked), month, NewYork, CcmRules.Current);
        var expected = worked.GetProperty("expect").EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetInt32());
        Assert.Equal(OnlyCcm.ContainsKey(number), expected.Keys.Except(CcmCodes).Any());
        Assert.Equal(
            expected.Where(c => CcmCodes.Contains(c.Key)).OrderBy(c => c.Key),
            result.Earned.Select(e => KeyValuePair.Create(e.Code, e.Units)).OrderBy(c => c.Key));
        Assert.True(worked.GetProperty("left").GetProperty("CCM").GetInt32() == result.Left, $"{title}: {result.Left} s left");
    }

    [Fact]
    public void One_second_less_than_twenty_minutes_earns_nothing_and_says_how_far_it_is()
    {
        var result = Month([Entry(Guid.NewGuid(), "2026-04-02T10:00:00-04:00", 1199)]);
        Assert.Empty(result.Earned);
        Assert.Equal(1, result.ToNext);
    }

    [Fact]
    public void Half_seconds_are_added_up_before_they_are_cut_off()
    {
        var nurse = Guid.NewGuid();
        var halves = Enumerable.Range(0, 4).Select(i => Entry(nurse, $"2026-04-0{i + 1}T10:00:00-04:00", 299.75)).ToArray();
        Assert.Equal(1199, Month(halves).Counted);
    }

    [Fact]
    public void At_the_ceiling_there_is_no_next_threshold()
    {
        var result = Month([Entry(Guid.NewGuid(), "2026-04-02T10:00:00-04:00", 5000)]);
        Assert.Null(result.ToNext);
        Assert.Equal([("99490", 1), ("99439", 2)], result.Earned.Select(e => (e.Code, e.Units)));
        Assert.Equal(5000 - 3600, result.Left);
    }

    [Fact]
    public void Proposed_time_is_shown_apart_and_never_counts_what_is_counted_already()
    {
        var nurse = Guid.NewGuid();
        var proposed = Entry(nurse, "2026-04-02T10:10:00-04:00", 1200);
        proposed.State = TimeState.Proposed;
        var result = Month([Entry(nurse, "2026-04-02T10:00:00-04:00", 900), proposed]);
        Assert.Equal(900, result.Counted);
        Assert.Equal(900, result.Proposed);
    }

    [Fact]
    public void After_a_revocation_the_month_runs_to_its_end_and_no_further()
    {
        var revoked = new Enrolment("CCM", At("2026-01-01T00:00:00-05:00"), At("2026-04-10T12:00:00-04:00"), []);
        TimeEntry[] entries = [Entry(Guid.NewGuid(), "2026-04-30T23:50:00-04:00", 1200), Entry(Guid.NewGuid(), "2026-05-02T10:00:00-04:00", 1200)];
        Assert.Equal(600, MonthCalculator.Evaluate(entries, revoked, new YearMonth(2026, 4), NewYork, CcmRules.Current).Counted);
        var may = MonthCalculator.Evaluate(entries, revoked, new YearMonth(2026, 5), NewYork, CcmRules.Current);
        Assert.Equal(0, may.Counted);
        Assert.Contains(may.Findings, f => f.Contains("after the consent had ended", StringComparison.Ordinal));
    }

    [Fact]
    public void A_year_that_nobody_has_checked_says_so() =>
        Assert.Contains(Month([Entry(Guid.NewGuid(), "2027-01-05T10:00:00-05:00", 1200)], new YearMonth(2027, 1)).Findings, f => f.Contains("have not been verified", StringComparison.Ordinal));

    [Fact]
    public void The_predecessor_of_99439_holds_in_2020_only()
    {
        Assert.Contains(CcmRules.Current.For(new YearMonth(2020, 12)), c => c.Code == "G2058");
        Assert.DoesNotContain(CcmRules.Current.For(new YearMonth(2020, 12)), c => c.Code == "99439");
        Assert.DoesNotContain(CcmRules.Current.For(new YearMonth(2021, 1)), c => c.Code == "G2058");
    }

    private static MonthResult Month(IReadOnlyList<TimeEntry> entries, YearMonth? month = null) => MonthCalculator.Evaluate(
        entries, new Enrolment("CCM", At("2025-01-01T00:00:00-05:00"), null, []), month ?? new YearMonth(2026, 4), NewYork, CcmRules.Current);

    private static Enrolment Enrolment(JsonElement worked)
    {
        var patient = worked.GetProperty("patient");
        var consent = patient.TryGetProperty("consent", out var given) ? At(given.GetString()!) : At("2020-01-01T00:00:00Z");
        var codes = patient.TryGetProperty("same_practitioner_codes", out var conflicting) ? conflicting.EnumerateArray().Select(c => c.GetString()!).ToArray() : [];
        return new Enrolment("CCM", consent, patient.TryGetProperty("revoked", out var revoked) ? At(revoked.GetString()!) : null, codes);
    }

    /// <summary>Each activity is a person's own: the file names activities, not people.</summary>
    private static List<TimeEntry> Entries(JsonElement worked) => [.. worked.GetProperty("acts").EnumerateArray().Select(act => Entry(
        Guid.NewGuid(), act.GetProperty("start").GetString()!, act.GetProperty("secs").GetInt32(), act.GetProperty("role").GetString()!,
        Enum.Parse<Activity>(act.GetProperty("type").GetString()! switch
        {
            "enrollment_consent" => nameof(Activity.EnrolmentAndConsent),
            "med_reconciliation" => nameof(Activity.MedicationReconciliation),
            "provider_consult" => nameof(Activity.ClinicianConsult),
            "billing_admin" => nameof(Activity.BillingAdministration),
            var name => name.Replace("_", "", StringComparison.Ordinal),
        }, ignoreCase: true),
        act.TryGetProperty("prog", out var program) ? program.GetString()! : "CCM",
        !act.TryGetProperty("in_us", out var inUs) || inUs.GetBoolean()))];

    private static TimeEntry Entry(
        Guid staff, string start, double seconds, string role = "RN", Activity activity = Activity.CallLive, string program = "CCM", bool inUs = true) => new()
    {
        Id = Guid.NewGuid(), PracticeId = "lakeside", PatientId = Patient, CallId = Guid.NewGuid(), StaffId = staff, Staff = "A Nurse, RN", StaffRole = role,
        Program = program, Activity = activity, Start = At(start), End = At(start).AddSeconds(seconds), InUnitedStates = inUs,
        State = TimeState.Counted, Reason = TimeReason.Linked, Why = "", Legs = "",
    };

    private static int Number(JsonElement worked) => worked.GetProperty("n").GetInt32();

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
}
