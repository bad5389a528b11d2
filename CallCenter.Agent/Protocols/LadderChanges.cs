using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Agent.Protocols;

/// <summary>What differs between a protocol and its other version, in words beside each question. Shown, never judged: what counts for less is the server's to say.</summary>
/// <param name="Shape">+ new, − removed, ↕ another tier, ✎ changed.</param>
public sealed record Mark(string Shape, string Words);

public sealed class LadderChanges
{
    private readonly Dictionary<string, (Tier Tier, Question Question)> _there;
    private readonly TriagePackage _package;
    private readonly Protocol? _other;
    private readonly bool _isCandidate;

    /// <param name="package">For the names of dispositions.</param>
    /// <param name="other">The other version; null where there is none.</param>
    /// <param name="isCandidate">The side that is marked is the candidate's, not the one in service.</param>
    public LadderChanges(TriagePackage package, Protocol? other, bool isCandidate)
    {
        (_package, _other, _isCandidate) = (package, other, isCandidate);
        _there = other?.Questions.GroupBy(q => q.Question.Id).ToDictionary(q => q.Key, q => q.First()) ?? [];
    }

    public IEnumerable<Mark> Of(Tier tier, Question q)
    {
        if (_other is null) yield break;
        if (!_there.TryGetValue(q.Id, out var there))
        {
            yield return _isCandidate ? new("+", "New question") : new("−", "Not in the candidate");
            yield break;
        }

        if (there.Tier.Go != tier.Go)
            yield return new("↕", _isCandidate ? $"Moved here from “{Title(there.Tier.Go)}”" : $"Moves to “{Title(there.Tier.Go)}”");
        foreach (var part in Parts(q, there.Question)) yield return new("✎", $"Changed: {part}");
    }

    /// <summary>What changed outside the questions: <c>else</c>, floors, advice, population.</summary>
    public IEnumerable<Mark> OfWhole(Protocol mine)
    {
        if (_other is not { } other) yield break;
        if (mine.Else != other.Else || !Same(mine.ElseRaises, other.ElseRaises)) yield return new("✎", "Changed: what happens when nothing is found");
        if (mine.NeverBelow != other.NeverBelow) yield return new("✎", "Changed: never below");
        if (mine.Population != other.Population) yield return new("✎", "Changed: who it is for");
        if (!Same(mine.Advice.FirstAid, other.Advice.FirstAid)) yield return new("✎", "Changed: first aid");
        if (!Same(mine.Advice.Home, other.Advice.Home)) yield return new("✎", "Changed: advice at home");
        if (!Same(mine.Advice.CallBack, other.Advice.CallBack)) yield return new("✎", "Changed: when to call back");
    }

    private static IEnumerable<string> Parts(Question mine, Question there)
    {
        if (!Same(mine.Q, there.Q)) yield return "wording";
        if (!Same(mine.Plain, there.Plain)) yield return "plain words";
        if (mine.Unknown != there.Unknown) yield return "rule for not sure";
        if (mine.From != there.From) yield return "the value that answers it";
        if (mine.When != there.When) yield return "whom it is asked";
        if (!Same(mine.Raises, there.Raises)) yield return "raises";
        if (mine.Link != there.Link) yield return "link";
        if (mine.Do != there.Do) yield return "action";
        if (!Same(mine.First, there.First)) yield return "what to say at once";
    }

    private string Title(string code) => _package.FindDisposition(code)?.Title.Text ?? code;

    // Records of lists compare by reference: their texts are compared.
    private static bool Same(Words? a, Words? b) => a is null || b is null
        ? a is null && b is null
        : a.Text == b.Text && a.Translations.Count == b.Translations.Count && a.Translations.All(t => b.Translations.GetValueOrDefault(t.Key) == t.Value);

    private static bool Same(IReadOnlyList<AdviceText> a, IReadOnlyList<AdviceText> b) =>
        a.Count == b.Count && a.Zip(b).All(p => Same((Words)p.First, p.Second) && p.First.Limits == p.Second.Limits);
    private static bool Same(IReadOnlyList<Raise> a, IReadOnlyList<Raise> b) => a.SequenceEqual(b);
}
