using System.Collections.Frozen;

namespace CallCenter.Api.Platform.Persistence;

/// <summary>A row that belongs to one practice. The context filters every query over such rows by the current <see cref="PracticeScope"/>.</summary>
public interface IBelongsToPractice
{
    string PracticeId { get; }
}

/// <summary>
/// Which practices' rows a unit of work may see. A person's scope comes from her claims; a webhook or a timer may see
/// everything because it finds its practice by the row it acts on, and has to name why (<see cref="ScopeBypass"/>).
/// </summary>
public sealed record PracticeScope
{
    private PracticeScope(FrozenSet<string> practices, ScopeBypass? bypass) => (Practices, Bypass) = (practices, bypass);

    public FrozenSet<string> Practices { get; }

    /// <summary>Set when the filter is off; the reason is one of a short, tested list.</summary>
    public ScopeBypass? Bypass { get; }

    public static PracticeScope Of(params IEnumerable<string> practices) => new(practices.ToFrozenSet(StringComparer.Ordinal), null);

    public static PracticeScope Everything(ScopeBypass why) => new([], why);

    public bool Allows(string practiceId) => Bypass is not null || Practices.Contains(practiceId);
}

/// <summary>The only reasons for which the practice filter may be off.</summary>
public enum ScopeBypass
{
    /// <summary>A signed webhook: the practice follows from the dialled line or the stored leg.</summary>
    Webhook,

    /// <summary>A due timer or an outbox message: the practice follows from its owner's row.</summary>
    Schedule,

    /// <summary>Sign-in reads an account before its practices are known.</summary>
    SignIn,

    /// <summary>Demo data, migrations and start-up checks.</summary>
    StartUp,

    /// <summary>The operator's command line and health figures (counts and ages only).</summary>
    Operator,

    /// <summary>Routing compares calls and nurses of all practices; what a console is shown is filtered again by its own scope.</summary>
    Routing,

    /// <summary>A package serves every practice: its replay and its recall reach the sessions of all. What a person is shown is filtered again by her own scope.</summary>
    Protocols,

    /// <summary>A single-use link in a page: the practice follows from the link's row.</summary>
    PageLink,
}
