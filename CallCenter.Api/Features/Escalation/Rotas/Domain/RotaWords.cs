using System.Globalization;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Rotas.Domain;

/// <summary>Every word an on-call person hears or reads about her turns. Nothing about a patient, and no other person's name.</summary>
internal static class RotaWords
{
    public const string TooManyPins = "The PIN was wrong too often. Please call the nurse line. Goodbye.";
    public const string NothingHeard = "We did not get an answer. Goodbye.";
    public const string NotThisCall = "This message is no longer waiting. Goodbye.";
    public const string Confirmed = "Thank you. You have confirmed that you are on call, and that we reach you here. Goodbye.";
    public const string EnterPin = "To confirm, enter your PIN, then press pound.";
    public const string WrongPin = "That PIN is not right.";

    /// <summary>"Mon 30 Nov 17:00"</summary>
    public static string At(DateTimeOffset at, DateTimeZone zone) => Instant.FromDateTimeOffset(at).InZone(zone).ToString("ddd d MMM HH':'mm", CultureInfo.InvariantCulture);

    public static string Text(RotaNotice notice, string practice, DateTimeZone zone, string? url)
    {
        var times = $"{At(notice.TurnStart, zone)} to {At(notice.TurnEnd, zone)}";
        return notice.Kind switch
        {
            RotaNoticeKind.OnCall => $"{Clip(practice)}: you are on call {times}. Confirm: {url}",
            RotaNoticeKind.OffCall => $"{Clip(practice)}: you are no longer on call ({times}). No answer needed.",
            RotaNoticeKind.SwapAsked => $"{Clip(practice)}: a colleague asks you to swap a shift. Open {url}",
        };
    }

    public static string Subject(RotaNotice notice, string practice) => notice.Kind switch
    {
        RotaNoticeKind.OnCall => $"Nurse line of {practice}: you are on call",
        RotaNoticeKind.OffCall => $"Nurse line of {practice}: you are no longer on call",
        RotaNoticeKind.SwapAsked => $"Nurse line of {practice}: a colleague asks to swap",
    };

    public static string Spoken(RotaNotice notice, string practice, DateTimeZone zone) =>
        $"This is the nurse line of {practice}. You are on call from {Said(notice.TurnStart, zone)} to {Said(notice.TurnEnd, zone)}.";

    public static string ToMachine(string practice) => $"This is the nurse line of {practice} about your on-call shift. Please call us.";

    // A text of one part: the name may be long, the times and the link may not be lost.
    private static string Clip(string practice) => practice.Length <= 40 ? practice : practice[..40];

    private static string Said(DateTimeOffset at, DateTimeZone zone) => Instant.FromDateTimeOffset(at).InZone(zone).ToString("dddd, MMMM d, h':'mm tt", CultureInfo.InvariantCulture);
}
