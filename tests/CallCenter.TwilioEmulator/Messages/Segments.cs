namespace CallCenter.TwilioEmulator.Messages;

/// <summary>Into how many pieces a text is cut: GSM-7 by 160 (153 when there are more), anything else by 70 (67).</summary>
internal static class Segments
{
    private const string Gsm7 = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
        + "abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>These stand behind an escape and count twice.</summary>
    private const string Escaped = "\f^{}\\[~]|€";

    public static int Of(string body)
    {
        if (body.All(c => Gsm7.Contains(c, StringComparison.Ordinal) || Escaped.Contains(c, StringComparison.Ordinal)))
        {
            return Pieces(body.Length + body.Count(c => Escaped.Contains(c, StringComparison.Ordinal)), 160, 153);
        }

        return Pieces(body.Length, 70, 67);
    }

    private static int Pieces(int length, int alone, int each) => length <= alone ? 1 : (length + each - 1) / each;
}
