using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallCenter.Protocols.Tests.Triage.Properties;

/// <summary>
/// One random caller, on the shipped protocols or on generated ones: facts partly known, some protocols, an answer to every
/// question, most questions asked.
/// </summary>
public sealed class RandomCaller
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly Actor Nurse = new("nurse-1", "Maria T., RN");
    private static readonly TriagePackage[] Generated = [.. Enumerable.Range(0, 20).Select(Generate)];
    private readonly int _seed;

    public RandomCaller(int seed)
    {
        _seed = seed;
        var random = new Random(seed);
        Package = random.Next(2) == 0 ? Shipped.Package : Generated[random.Next(Generated.Length)];
        Facts = Package.Facts.Where(_ => random.Next(3) > 0).ToDictionary(f => f.Name, f => ValueOf(f, random));
        Joined = [.. Package.Protocols.Where(p => !p.IsGate).OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(p => p.Id)];
        var oneIn = random.Next(2, 30);
        Answers = Package.Protocols.SelectMany(p => p.Questions.Select(q => (p.Id, q.Question.Id)))
            .ToDictionary(q => q, _ => random.Next(oneIn) == 0 ? Answer.Present : random.Next(oneIn) == 0 ? Answer.Unsure : Answer.Absent);
        Asked = [.. Answers.Keys.Where(q => Joined.Contains(q.Item1) || q.Item1 == Package.Gate.Id).Where(_ => random.Next(4) > 0)];
    }

    public TriagePackage Package { get; }
    public Dictionary<string, FactValue> Facts { get; }
    public IReadOnlyList<string> Joined { get; }
    public Dictionary<(string Protocol, string Question), Answer> Answers { get; }
    public IReadOnlyList<(string Protocol, string Question)> Asked { get; }

    public Random Random(int salt) => new(unchecked(_seed * 31 + salt));

    public string AnyRisk(int salt) => Package.Facts.Where(f => f.RiskUp).ToList() is var risks ? risks[Random(salt).Next(risks.Count)].Name : "";

    public Opened Opens(Dictionary<string, FactValue>? facts = null) =>
        new(Id(0), Start, Nurse, Package.Digest, [.. (facts ?? Facts).Select(f => new FactReading(f.Key, f.Value, AnswerSource.Chart))]);

    public IReadOnlyList<TriageEvent> Events(Dictionary<string, FactValue>? facts = null, Dictionary<(string, string), Answer>? answers = null) =>
        [Opens(facts), .. Joined.Select(Joins), .. Asked.Select(q => Says(q.Protocol, q.Question, (answers ?? Answers)[q]))];

    public static ProtocolAdded Joins(string protocol) => new(Guid.NewGuid(), Start, Nurse, protocol);
    public static Answered Says(string protocol, string question, Answer answer) => new(Guid.NewGuid(), Start, Nurse, protocol, question, answer, AnswerSource.Asked);
    public static Corrected Corrects(string protocol, string question, Answer? answer) => new(Guid.NewGuid(), Start, Nurse, protocol, question, answer, AnswerSource.Asked, "misheard");

    /// <summary>A package like the shipped one, with protocols written by chance.</summary>
    public static Dictionary<string, string> GeneratedFiles(int protocols, int seed) => new(GeneratedProtocols.Files(protocols, seed))
    {
        ["dispositions.yaml"] = Shipped.Files["dispositions.yaml"],
        ["facts.yaml"] = Shipped.Files["facts.yaml"],
        ["floors.yaml"] = Shipped.Files["floors.yaml"],
        ["approvals.yaml"] = Shipped.Files["approvals.yaml"],
        ["danger-words.yaml"] = "schema: triage-danger-words/1\nversion: \"1.0.0\"\nwords: []\n",
    };

    private static TriagePackage Generate(int seed) => Demo.Load(GeneratedFiles(8, seed));

    private static Guid Id(int n) => new(n + 1, 0, 0, new byte[8]);

    private static FactValue ValueOf(Fact fact, Random random) => fact.Type switch
    {
        FactType.Flag => FactValue.Of(random.Next(3) == 0),
        FactType.Choice => FactValue.Of(fact.Choices[random.Next(fact.Choices.Count)]),
        FactType.Number => FactValue.Of(Math.Round((fact.Min ?? 0) + ((fact.Max ?? 0) - (fact.Min ?? 0)) * (decimal)random.NextDouble(), 1)),
    };

    public override string ToString() => $"caller {_seed}: {string.Join(", ", Joined)}; {string.Join(", ", Facts.Select(f => $"{f.Key}={f.Value}"))}";
}

public static class RandomCallers
{
    public static Arbitrary<RandomCaller> Caller() => Gen.Choose(0, int.MaxValue).Select(seed => new RandomCaller(seed)).ToArbitrary();
}

/// <summary>How much is tried; a mutation run, which repeats every test thousands of times, says a smaller number of callers.</summary>
internal static class Thoroughness
{
    public static int Callers { get; } = int.TryParse(Environment.GetEnvironmentVariable("CALLCENTER_TEST_CALLERS"), out var callers) ? callers : 10_000;

    /// <summary>The long form of every test: <c>check.sh --long</c>.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("CALLCENTER_TEST_LONG") == "1";

    public static bool IsMutationRun => Callers < 1000;
}

/// <summary>Every property holds for 10,000 random callers, or as many as <c>CALLCENTER_TEST_CALLERS</c> says.</summary>
[AttributeUsage(AttributeTargets.Class)]
#pragma warning disable xUnit3003 // FsCheck's own attribute takes no source place; each property has its own.
public sealed class ForManyCallersAttribute : PropertiesAttribute
{
    public ForManyCallersAttribute()
    {
        MaxTest = Thoroughness.Callers;
        (Arbitrary, QuietOnSuccess) = ([typeof(RandomCallers)], true);
    }
}
