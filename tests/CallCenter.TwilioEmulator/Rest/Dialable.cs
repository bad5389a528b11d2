using System.Text.RegularExpressions;

namespace CallCenter.TwilioEmulator.Rest;

/// <summary>What may stand in To and From of a call.</summary>
internal static partial class Dialable
{
    public static string To(string to) => IsAddress(to) ? to
        : throw new TwilioError(400, 21211, $"Invalid 'To' Phone Number: {Masked(to)}");

    /// <summary>A caller must be a number of the account (or a client or SIP name).</summary>
    public static string From(Switchboard board, string from) => !IsAddress(from)
        ? throw new TwilioError(400, 21212, $"Invalid 'From' Phone Number: {Masked(from)}")
        : from.StartsWith('+') && board.Numbers.Line(from) is null
            ? throw new TwilioError(400, 21210, "The source phone number provided is not yet verified for your account.")
            : from;

    private static bool IsAddress(string text) => Pattern().IsMatch(text);

    private static string Masked(string number) => number.Length > 6 ? number[..^4] + "XXXX" : number;

    [GeneratedRegex(@"^(\+[1-9]\d{6,14}|client:[A-Za-z0-9_]{1,121}(\?.*)?|sip:.+@.+)$")]
    private static partial Regex Pattern();
}
