using CallCenter.Api.Features.Patients.Domain;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Patients.Demo;

/// <summary>Sixty invented patients, twenty to a practice. The same seed, the same people; dates hang on the day of planting.</summary>
internal sealed class DemoPatients : IDemoPart
{
    private const int Seed = 20260;

    public int Order => 10;

    public Task PlantAsync(UnitOfWork work, CancellationToken cancel)
    {
        work.Set<Patient>().AddRange(All(work.Now));
        return Task.CompletedTask;
    }

    public static IEnumerable<Patient> All(DateTimeOffset now) =>
    [
        .. At(now, new DemoTown("lakeside", "LK", "512", "TX", "Austin, TX 787"), DemoNames.Lakeside, Seed),
        .. At(now, new DemoTown("oak-street", "OS", "212", "NY", "New York, NY 100"), DemoNames.OakStreet, Seed + 1),
        .. At(now, new DemoTown("northside", "NS", "415", "CA", "San Francisco, CA 941"), DemoNames.Northside, Seed + 2),
    ];

    /// <summary>National provider identifiers that start with 9 have a right check digit and are never issued.</summary>
    public static (string Practitioner, string Npi) BillingOf(string practice) => practice switch
    {
        "lakeside" => ("Amara Okafor, MD", "9990000017"),
        "oak-street" => ("Luis Ortiz, MD", "9990000025"),
        "northside" => ("Ken Tanaka, MD", "9990000033"),
        _ => throw new ArgumentOutOfRangeException(nameof(practice)),
    };

    private static IEnumerable<Patient> At(DateTimeOffset now, DemoTown town, string[] names, int seed)
    {
        // Invented people need no secret dice; they need the same ones every time.
        var dice = new Random(seed);
        var numbers = new DemoNumbers(town.AreaCode);
        var story = StoryPatients.At(town.Practice, now).ToList();
        var draft = names.Select((name, i) => Generated(now, town, name, i, story.Count + i + 1, dice, numbers));
        return [.. story, .. draft];
    }

    private static Patient Generated(DateTimeOffset now, DemoTown town, string name, int index, int record, Random dice, DemoNumbers numbers)
    {
        var words = name.Split(' ', 3);
        // Two people of each practice share a birth date: a keyed date alone must never decide who is calling.
        var born = index is 4 or 9 ? new DateOnly(1944, 8, 17) : new DateOnly(1930, 1, 1).AddDays(dice.Next(46 * 365));
        var draft = new PatientDraft(now, town.Practice, $"{town.MrnPrefix}-{10000 + record}", words[0], words[1], words[2], born);
        var (city, state) = index == 12 ? Elsewhere(town) : (town.CityAndZip, town.State);
        draft.LivesAt($"{dice.Next(10, 990)} {Streets[dice.Next(Streets.Length)]}, {city}{dice.Next(10, 99)}", state);
        draft.RingsFrom(numbers.Next());
        if (SpeakSpanish.Contains(words[2])) draft.Speaks("es-US");
        foreach (var illness in DemoCharts.Together[index % DemoCharts.Together.Length]) draft.Has(illness, dice.Next(1, 15));
        if (dice.Next(3) == 0) draft.AllergicTo(DemoCharts.Allergies[dice.Next(DemoCharts.Allergies.Length)]);
        Family(draft, index, dice, numbers);
        Facts(draft, index, dice);
        Program(draft, index, dice);
        return draft.Patient;
    }

    private static void Family(PatientDraft draft, int index, Random dice, DemoNumbers numbers)
    {
        if (index % 2 == 1) return;
        var (given, relation) = DemoNames.Family[dice.Next(DemoNames.Family.Length)];
        // Every sixth household has one telephone: the caller ID alone must not decide who is speaking.
        var phone = index % 6 == 0 ? draft.Patient.Phones[0].Number : numbers.Next();
        draft.CaredForBy($"{given} {draft.Patient.FamilyName}", relation, phone, mayBeSpokenTo: index % 4 == 0);
    }

    private static void Facts(PatientDraft draft, int index, Random dice)
    {
        var anticoagulated = draft.Patient.Medicines.Exists(m => MedicineFacts.Of(m.Name).Contains("anticoagulant"));
        if (!anticoagulated && index % 3 == 0) draft.Recorded("anticoagulant", "false", dice.Next(5, 90));
        if (draft.Patient.BirthDate.Year < 1940 && index % 2 == 1) draft.Recorded("alone_or_frail", "true", dice.Next(5, 200));
    }

    private static void Program(PatientDraft draft, int index, Random dice)
    {
        var since = dice.Next(60, 400);
        if (index % 10 == 3) draft.Enrolled(since, since, revokedDaysAgo: dice.Next(5, 50));
        else if (index % 10 == 7) draft.Enrolled(since, consentDaysAgo: null, carePlan: false);
        else if (index % 10 is not (5 or 9)) draft.Enrolled(since, since);
    }

    /// <summary>One patient of each practice lives across the state line: the nurse's licence has to reach there.</summary>
    private static (string City, string State) Elsewhere(DemoTown town) => town.State switch
    {
        "TX" => ("Las Cruces, NM 880", "NM"),
        "NY" => ("Hoboken, NJ 070", "NJ"),
        _ => ("Medford, OR 975", "OR"),
    };

    private static readonly string[] Streets = ["Orchard Lane", "Millrace Road", "Juniper Court", "Harbor Street", "Old Ferry Road", "Meadowlark Drive", "Third Avenue"];

    private static readonly string[] SpeakSpanish = ["Villalobos", "Peralta", "Restrepo", "de la Vega", "Barrientos", "Ybarra"];

    private sealed record DemoTown(string Practice, string MrnPrefix, string AreaCode, string State, string CityAndZip);
}
