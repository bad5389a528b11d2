using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>C13 and C27: nothing about a patient where it may not be, and words that work.</summary>
internal static class PrivacyChecks
{
    private const int SmsCharacters = 160;
    private const int SpokenSeconds = 30;
    /// <summary>A calm reading voice.</summary>
    private const double WordsPerSecond = 2.5;
    private const string Gsm7 = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private const string Gsm7Extended = "^{}\\[~]|€";

    /// <summary>Variables that name or describe a patient; everything else a template may use is ids, codes and links.</summary>
    private static readonly HashSet<string> AboutPatient = new(StringComparer.Ordinal)
        { "patient_name", "birth_date", "caller_name", "caller_number", "complaint", "note", "medicines", "conditions", "address" };

    public static IEnumerable<Finding> Contacts(CheckContext c) =>
        VoicesWithoutPin(c).Concat(CopiesNotAllowed(c));

    private static IEnumerable<Finding> VoicesWithoutPin(CheckContext c) =>
        from contact in c.File.Contacts
        where contact.Phi is PhiLevel.AfterPin or PhiLevel.Full && !contact.PinRequired && contact.Destinations.Any(d => d.Channel == Channel.Voice)
        select c.Error("C13", contact.At, $"'{contact.Id}' would hear about a patient without a PIN.", "Write 'pin_required: true', or 'phi: callback-number-only'.");

    // A fax and a record message carry the whole note.
    private static IEnumerable<Finding> CopiesNotAllowed(CheckContext c) =>
        from protocol in c.File.Protocols
        from copy in protocol.Copies
        where copy.Via.Any(v => v is Channel.Fax or Channel.Ehr)
        from contact in c.Possible(copy.Kind, copy.Target)
        where contact.Phi != PhiLevel.Full
        select c.Error("C13", copy.At, $"A copy of '{protocol.Id}' would give '{contact.Id}' more than '{Word(contact.Phi)}' allows.", "Send it to a contact with 'phi: full', or by another channel.");

    public static IEnumerable<Finding> Messages(CheckContext c) =>
        from message in c.Registry.Messages!
        let open = message.Channel is Channel.Sms or Channel.Email or Channel.Fax or Channel.Pager || (message.Channel == Channel.Voice && !message.AfterPin)
        let told = message.Variables.Where(AboutPatient.Contains).ToList()
        where open && told.Count > 0
        select c.Error("C13", new(1, 1), $"Message '{message.Id}' would say {string.Join(", ", told)} to whoever holds the device.", "Take these out; say them after the PIN.");

    public static IEnumerable<Finding> Wording(CheckContext c)
    {
        foreach (var message in c.Registry.Messages!)
        {
            if (message.Channel.CanAcknowledge() && !message.TellsHowToAcknowledge)
                yield return c.Error("C27", new(1, 1), $"Message '{message.Id}' does not say how to take responsibility.", "Add the key, link or button.");
            if (message.Channel == Channel.Sms && SmsLength(message.LongestText) > SmsCharacters)
                yield return c.Error("C27", new(1, 1), $"Message '{message.Id}' does not fit into one text of {SmsCharacters} characters.", "Shorten it, and avoid letters outside the basic text alphabet.");
            if (message.Channel == Channel.Voice && message.LongestText.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length / WordsPerSecond > SpokenSeconds)
                yield return c.Error("C27", new(1, 1), $"Message '{message.Id}' speaks for more than {SpokenSeconds} s before a key can be pressed.", "Ask for the key earlier.");
        }
    }

    // One letter outside the alphabet makes the network send 70 characters a text instead of 160.
    private static int SmsLength(string text) => text.All(ch => Gsm7.Contains(ch) || Gsm7Extended.Contains(ch))
        ? text.Sum(ch => Gsm7Extended.Contains(ch) ? 2 : 1)
        : text.Length * SmsCharacters / 70;

    private static string Word(PhiLevel level) => Loading.Spelling.Word(level);
}
