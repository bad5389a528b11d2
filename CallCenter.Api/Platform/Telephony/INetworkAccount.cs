namespace CallCenter.Api.Platform.Telephony;

/// <summary>What the telephone network has on file about us, beside what our configuration needs.</summary>
public interface INetworkAccount
{
    /// <param name="lines">The practices' numbers. Others are read by nobody and never changed.</param>
    /// <param name="apply">Puts right what can be put right without buying anything; what is right is not written again.</param>
    Task<AccountReport> CheckAsync(IReadOnlyList<PracticeLine> lines, bool apply, CancellationToken cancel);
}

/// <param name="Number">E.164.</param>
public sealed record PracticeLine(string PracticeId, string Number);

public enum AccountState
{
    /// <summary>As it must be.</summary>
    Fine,

    /// <summary>Works, and is unwise.</summary>
    Advice,

    /// <summary>Was wrong and has just been put right.</summary>
    Changed,

    /// <summary>Wrong; <c>telephony provision --apply</c> puts it right.</summary>
    Differs,

    /// <summary>Wrong; only a person can put it right.</summary>
    Wrong,

    /// <summary>The network could not be asked.</summary>
    Unknown,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Item">"number +15125550101 (lakeside)", "softphone application", "auth token".</param>
/// <param name="Setting">The network's own name of the setting; null: the item as a whole.</param>
/// <param name="Todo">What a person does about it; null: nothing.</param>
public sealed record AccountItem(string Item, string? Setting, AccountState State, string? Found, string? Wanted, string? Todo);

public sealed record AccountReport(IReadOnlyList<AccountItem> Items)
{
    public bool Has(params AccountState[] states) => Items.Any(i => states.Contains(i.State));
}
