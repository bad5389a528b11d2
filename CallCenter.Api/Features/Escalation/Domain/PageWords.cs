using System.Globalization;
using System.Text;
using CallCenter.Api.Platform.Telephony;
using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Features.Escalation.Domain;

/// <summary>What a person needs to decide, told only after the PIN.</summary>
/// <param name="CallBack">E.164; null when there is none or the contact may not know it.</param>
internal sealed record PageSummary(int? Age, string? Disposition, string? CallBack);

/// <summary>Every word a paged clinician hears or reads. Before the PIN there is nothing about a patient in any of them.</summary>
internal static class PageWords
{
    public const string Language = "en-US";
    private const int MostOfName = 30;

    public static string Greeting(string practice) => $"This is an urgent message of the nurse line of {practice}.";

    public static string ToMachine(string practice) => $"Please call the nurse line of {practice}.";

    public const string EnterPin = "Please enter your PIN, then press pound.";
    public const string WrongPin = "That PIN is not right.";
    public const string TooManyPins = "The PIN was wrong three times. Please call the nurse line. Goodbye.";
    public const string NothingHeard = "We did not get an answer. We will call again. Goodbye.";
    public const string Choices = "To take responsibility, press 1. If you cannot take it, press 2. To hear this again, press 3. To speak with the nurse now, press 9.";
    public const string Joining = "You are being connected with the nurse and the caller.";
    public const string JoinNow = "To speak with the nurse and the caller now, press 9.";
    public const string NurseIsGone = "The nurse is no longer on the line with the caller.";
    public const string Declined = "Thank you. The next person is being asked. Goodbye.";
    public const string NotThisCall = "This message is no longer waiting. Goodbye.";

    public static string AskText(string practice, string url) => $"Nurse line of {InText(practice)}: urgent message. Open {url} and enter your PIN, or take our call.";

    public static string CopyText(string practice) => $"Nurse line of {InText(practice)}: for your information, a caller was sent to emergency care. No answer is needed; see the record.";

    public static string CopySubject(string practice) => $"Nurse line of {practice}: for your information";

    public static string TextsStoppedSubject(string practice) => $"Nurse line of {practice}: a contact has stopped our texts";

    public static string TextsStopped(string practice) =>
        $"One of the on-call contacts of {practice} has stopped the nurse line's texts. Only calls reach this person now. Who it is stands on the console's escalation page. Texting START to the nurse line's number undoes it.";

    public static string TakenText(string practice) => $"Nurse line of {InText(practice)}: our urgent message has been taken by a colleague. Nothing is left to do.";

    /// <summary>What leaves before a PIN, as the checks read it: the words as they really go out for this practice.</summary>
    public static IReadOnlyList<MessageTemplate> Messages(string practice, string url) =>
    [
        new("page by telephone", Channel.Voice, ["practice"], $"{Greeting(practice)} {EnterPin}", TellsHowToAcknowledge: true),
        new("page by text", Channel.Sms, ["practice", "link"], AskText(practice, url), TellsHowToAcknowledge: true),
        new("taken, by text", Channel.Sms, ["practice"], TakenText(practice), TellsHowToAcknowledge: true),
        new("copy by text", Channel.Sms, ["practice"], CopyText(practice), TellsHowToAcknowledge: true),
        new("copy by e-mail", Channel.Email, ["practice"], $"{CopySubject(practice)} {CopyText(practice)}", TellsHowToAcknowledge: false),
    ];

    public static string Summary(PageSummary summary)
    {
        var parts = new List<string>();
        if (summary.Disposition is { } disposition) parts.Add($"{(summary.Age is { } age ? $"A patient, {age} years old." : "A caller.")} Result of the triage: {disposition}.");
        if (summary.CallBack is { } number) parts.Add($"Call-back number: {Digits(number)}.");
        return parts.Count == 0 ? "Please call the nurse line for the details." : string.Join(' ', parts);
    }

    /// <summary>Where the nurse cannot be joined any more: how the caller is reached, and that a nurse is coming.</summary>
    public static string InsteadOfTheNurse(PageSummary summary) =>
        $"{NurseIsGone}{(summary.CallBack is { } number ? $" The caller's number: {Digits(number)}." : "")} Stay on the line for the next nurse, or hang up.";

    public static string AfterChoice(EscalationReply reply, bool own, string? takenBy, string? takenAt) => reply.Code switch
    {
        ReplyCode.TakenNow or ReplyCode.TakenLate => "You have taken responsibility. The nurse has been told.",
        ReplyCode.AlreadyTaken when own => "You have taken responsibility already. The nurse has been told.",
        ReplyCode.AlreadyTaken => $"{takenBy ?? "A colleague"} has already taken responsibility{(takenAt is null ? "" : $", at {takenAt}")}. Nothing is left to do.",
        ReplyCode.AlreadyOver => "This is already over. Nothing is left to do.",
        ReplyCode.Done or ReplyCode.Late or ReplyCode.NotPermitted or ReplyCode.UnknownStep => "This message is no longer waiting. Nothing is left to do.",
    };

    public static VoiceScript Say(params IEnumerable<string> texts) => new([.. texts.Select(t => (VoiceStep)new Speak(t, Language)), new HangUp()]);

    // One text of 160 letters of the plain alphabet: the name may be cut and lose its accents, the link and what to do may not.
    private static string InText(string practice)
    {
        var plain = string.Concat(practice.Normalize(NormalizationForm.FormD).Where(ch => CharUnicodeInfo.GetUnicodeCategory(ch) is not UnicodeCategory.NonSpacingMark));
        return plain.Length <= MostOfName ? plain : plain[..MostOfName].TrimEnd();
    }

    /// <summary>"5 1 2, 5 5 5, 0 1 1 1": a number somebody can write down.</summary>
    private static string Digits(string number)
    {
        var digits = new string([.. number.Where(char.IsAsciiDigit)]);
        if (digits.Length == 11 && digits[0] == '1') digits = digits[1..];
        return digits.Length == 10
            ? string.Join(", ", new[] { digits[..3], digits[3..6], digits[6..] }.Select(part => string.Join(' ', part.ToCharArray())))
            : string.Join(' ', digits.ToCharArray());
    }
}
