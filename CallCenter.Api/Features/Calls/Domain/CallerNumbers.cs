namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>
/// What the network says of a caller's number. A withheld one comes as a word, as a word spelled on a keypad, or as a number that no country has; a caller
/// by SIP or from a browser has none.
/// </summary>
public static class CallerNumbers
{
    /// <summary>ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE.</summary>
    private static readonly string[] Spelled = ["+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"];

    /// <summary>Whether she can be rung at the number she calls from; where not, no call-back may be promised.</summary>
    public static bool CanBeRung(Call call) =>
        call.CallerNumber.StartsWith('+') && !Spelled.Contains(call.CallerNumber) && DialRules.Read(call.CallerNumber, [call.Line]).Refused is null;
}
