namespace CallCenter.Protocols.Escalation.Model;

/// <summary>A way to reach a person.</summary>
public enum Channel
{
    /// <summary>A telephone call; a PIN before any detail.</summary>
    Voice,
    /// <summary>A text with a link and nothing about the patient.</summary>
    Sms,
    /// <summary>The console's own inbox.</summary>
    Inbox,
    /// <summary>An alarm on a staffed desk.</summary>
    Workstation,
    /// <summary>Without detail; a copy, never a page.</summary>
    Email,
    /// <summary>A copy, never a page.</summary>
    Fax,
    /// <summary>A message in the practice's record system; a copy, never a page.</summary>
    Ehr,
    /// <summary>One-way pager; nobody can answer on it.</summary>
    Pager,
}

/// <summary>How a destination can say "I have it".</summary>
public enum AckKind
{
    /// <summary>It cannot.</summary>
    None,
    /// <summary>A key on the telephone, after the PIN.</summary>
    Digit,
    /// <summary>A single-use link to a page with a button.</summary>
    Link,
    /// <summary>A click by somebody signed in.</summary>
    Click,
}

/// <summary>What each channel can do, whatever a file claims.</summary>
public static class ChannelRules
{
    /// <summary>Whether a person can take responsibility through this channel at all.</summary>
    public static bool CanAcknowledge(this Channel channel) => channel switch
    {
        Channel.Voice or Channel.Sms or Channel.Inbox or Channel.Workstation => true,
        Channel.Email or Channel.Fax or Channel.Ehr or Channel.Pager => false,
    };

    /// <summary>Whether the address is a telephone number.</summary>
    public static bool IsTelephone(this Channel channel) => channel switch
    {
        Channel.Voice or Channel.Sms or Channel.Fax or Channel.Pager => true,
        Channel.Inbox or Channel.Workstation or Channel.Email or Channel.Ehr => false,
    };

    /// <summary>The only kinds of acknowledgement that make sense on the channel.</summary>
    public static bool Accepts(this Channel channel, AckKind ack) => ack == AckKind.None || (channel, ack) switch
    {
        (Channel.Voice, AckKind.Digit) => true,
        (Channel.Sms, AckKind.Link) => true,
        (Channel.Inbox or Channel.Workstation, AckKind.Click) => true,
        _ => false,
    };
}
