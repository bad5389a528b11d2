using System.Text.Json.Serialization;

namespace CallCenter.Protocols.Triage.Model;

/// <summary>One question of a ladder. Yes always means trouble.</summary>
/// <param name="Id">Stable for ever; a new meaning needs a new id.</param>
/// <param name="From">Yes when true over facts: the nurse types a value, not an opinion. She may still say yes.</param>
/// <param name="When">The question exists only for these people; unknown = ask.</param>
/// <param name="Link">A protocol that joins the call when this is yes.</param>
/// <param name="Do">An action offered with yes.</param>
/// <param name="First">One sentence to say at once.</param>
public sealed record Question(
    string Id, Words Q, Words? Plain, UnknownRule Unknown, Condition? From, Condition? When,
    IReadOnlyList<Raise> Raises, string? Link, string? Do, Words? First)
{
    public IEnumerable<Condition> Conditions()
    {
        if (From is not null) yield return From;
        if (When is not null) yield return When;
        foreach (var raise in Raises) yield return raise.When;
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<UnknownKind>))]
public enum UnknownKind { Act, AtLeast, Clear }

/// <summary>What "not sure" means: act as on yes, keep at least a level, or (with a written reason) as on no.</summary>
public sealed record UnknownRule(UnknownKind Kind, string? AtLeast, string? WhyClear);

/// <summary>The actions a question may offer; the server knows how to do each.</summary>
public static class OfferedAction
{
    public static readonly IReadOnlyList<string> Known = ["poison_center", "crisis_line", "interpreter", "help_911"];
}
