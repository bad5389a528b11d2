using System.Runtime.CompilerServices;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>
/// A package laid out for evaluation: ranks in place of codes, positions in place of ids, fixed sentences written once. Compiled
/// when first used and forgotten with its package; it adds no rule.
/// </summary>
internal sealed class CompiledPackage
{
    private static readonly ConditionalWeakTable<TriagePackage, CompiledPackage> Compiled = [];
    private readonly Dictionary<string, CompiledProtocol> _byId;
    private readonly Disposition[] _levels;

    private CompiledPackage(TriagePackage package)
    {
        Package = package;
        _levels = [.. package.Dispositions];
        Highest = _levels.Max(d => d.Rank);
        Protocols = [.. package.Protocols.Select((p, i) => new CompiledProtocol(package, p, i))];
        _byId = Protocols.ToDictionary(p => p.Id);
        foreach (var question in Protocols.SelectMany(p => p.Questions))
            question.Link = question.Question.Link is { } link ? Find(link) ?? throw new InvalidOperationException($"The package holds no protocol {link}") : null;
        foreach (var protocol in Protocols) protocol.Compile(this);
        Gate = _byId[package.Gate.Id];
        Floors = [.. package.Floors.Select(f => new CompiledFloor(f, new(package, f.When), package.Rank(f.To)))];
        DangerTerms = [.. from word in package.DangerWords from term in word.Terms.ByLanguage.Values.SelectMany(t => t) select (word, term, LayWords.Folded(term))];
    }

    public static CompiledPackage Of(TriagePackage package) => Compiled.GetValue(package, static p => new(p));

    public TriagePackage Package { get; }
    public CompiledProtocol[] Protocols { get; }
    public CompiledProtocol Gate { get; }
    public CompiledFloor[] Floors { get; }

    /// <summary>The top of the scale; nothing can be worth more.</summary>
    public int Highest { get; }

    /// <summary>Every danger word's terms as they are looked for in folded text.</summary>
    public (DangerWord Word, string Term, string Folded)[] DangerTerms { get; }

    public CompiledProtocol? Find(string protocolId) => _byId.GetValueOrDefault(protocolId);

    public CompiledQuestion? Find(string protocolId, string questionId) => Find(protocolId)?.Find(questionId);

    public Disposition Level(int rank)
    {
        foreach (var level in _levels)
            if (level.Rank == rank) return level;
        throw new InvalidOperationException($"The scale has no rank {rank}");
    }
}

internal sealed class CompiledProtocol
{
    private readonly Dictionary<string, CompiledQuestion> _byId;

    public CompiledProtocol(TriagePackage package, Protocol protocol, int index)
    {
        (Protocol, Index) = (protocol, index);
        Questions = [.. protocol.Questions.Select((q, i) => new CompiledQuestion(package, this, q.Tier, q.Question, i))];
        _byId = Questions.ToDictionary(q => q.Id);
        (Population, Else, ElseRaises) = (new(package, protocol.Population), package.Rank(protocol.Else), CompiledRaise.All(package, protocol.ElseRaises));
        NeverBelow = protocol.NeverBelow is { } floor ? package.Rank(floor) : 0;
    }

    public Protocol Protocol { get; }
    public string Id => Protocol.Id;

    /// <summary>Its place among the protocols of the package.</summary>
    public int Index { get; }
    public CompiledQuestion[] Questions { get; }
    public CompiledCondition Population { get; }
    public int Else { get; }
    public CompiledRaise[] ElseRaises { get; }
    public int NeverBelow { get; }

    /// <summary>The lines to read aloud, by <see cref="AdviceKind"/>.</summary>
    public CompiledAdvice[][] Advice { get; private set; } = [];

    public void Compile(CompiledPackage package) =>
        Advice = [.. Enum.GetValues<AdviceKind>().Select(kind => Protocol.Advice.Of(kind).Select(line => new CompiledAdvice(package, Id, line)).ToArray())];

    public CompiledQuestion? Find(string questionId) => _byId.GetValueOrDefault(questionId);
}

internal sealed class CompiledQuestion
{
    public CompiledQuestion(TriagePackage package, CompiledProtocol protocol, Tier tier, Question question, int index)
    {
        (In, Question, Index) = (protocol, question, index);
        (Level, Raises) = (package.Disposition(tier.Go), CompiledRaise.All(package, question.Raises));
        (When, From) = (CompiledCondition.Maybe(package, question.When), CompiledCondition.Maybe(package, question.From));
        RankOfUnsure = question.Unknown.Kind switch
        {
            UnknownKind.Act => null,
            UnknownKind.AtLeast => package.Rank(question.Unknown.AtLeast ?? Disposition.Cautious),
            UnknownKind.Clear => 0,
        };
        Ref = new(protocol.Id, question.Id);
        Missing = new(MissingKind.Question, $"Not answered, and could be more urgent: {question.Q.Text}", protocol.Id, question.Id);
    }

    public CompiledProtocol In { get; }
    public Protocol Protocol => In.Protocol;
    public Question Question { get; }
    public string Id => Question.Id;

    /// <summary>Its place among the questions of its protocol.</summary>
    public int Index { get; }

    /// <summary>What a yes is worth before raises: its tier's level.</summary>
    public Disposition Level { get; }
    public CompiledRaise[] Raises { get; }

    /// <summary>What "not sure" keeps; null = as much as a yes.</summary>
    public int? RankOfUnsure { get; }

    /// <summary>"Not sure" opens the linked protocol as a yes does, unless it counts as no.</summary>
    public bool UnsureLinks => Question.Unknown.Kind != UnknownKind.Clear;
    public CompiledProtocol? Link { get; set; }
    public CompiledCondition? When { get; }
    public CompiledCondition? From { get; }

    /// <summary>The facts whose values answer it by themselves.</summary>
    public IReadOnlyList<string> Measures => From?.Facts ?? [];
    public QuestionRef Ref { get; }
    public Missing Missing { get; }
}

/// <summary>A condition with its text, the facts it is about, and those of them that a nurse can ask for.</summary>
internal sealed class CompiledAdvice(CompiledPackage package, string protocolId, AdviceText line)
{
    public AdviceText Line => line;
    public CompiledCondition? When { get; } = CompiledCondition.Maybe(package.Package, line.When);

    /// <summary>Null where it waits for no question.</summary>
    public CompiledQuestion[]? After { get; } = line.After is null ? null : Questions(package, protocolId, line.After);

    public CompiledQuestion[] Unless { get; } = Questions(package, protocolId, line.Unless);

    private static CompiledQuestion[] Questions(CompiledPackage package, string protocolId, IReadOnlyList<string>? names) =>
        [.. AdviceText.Questions(names, protocolId).Select(q => package.Find(q.Protocol, q.Question)).OfType<CompiledQuestion>()];
}

internal sealed class CompiledCondition
{
    private readonly Condition _condition;

    public CompiledCondition(TriagePackage package, Condition condition)
    {
        (_condition, Text, InWords, Facts) = (condition, condition.ToString(), ConditionWords.Of(package, condition), [.. condition.Facts()]);
        Askable = [.. Facts.Select(package.FindFact).OfType<Fact>().Where(f => f.Ask is not null)];
    }

    public static CompiledCondition? Maybe(TriagePackage package, Condition? condition) => condition is null ? null : new(package, condition);

    public string Text { get; }
    public string InWords { get; }
    public string[] Facts { get; }
    public Fact[] Askable { get; }

    public Truth Over(IReadOnlyDictionary<string, FactValue> known) => _condition.Over(known);
}

internal sealed record CompiledRaise(CompiledCondition When, int To)
{
    public static CompiledRaise[] All(TriagePackage package, IReadOnlyList<Raise> raises) =>
        [.. raises.Select(r => new CompiledRaise(new(package, r.When), package.Rank(r.To)))];
}

internal sealed record CompiledFloor(Floor Floor, CompiledCondition When, int To);
