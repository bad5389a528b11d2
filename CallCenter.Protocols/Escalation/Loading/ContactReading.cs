using System.Text.RegularExpressions;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Protocols.Escalation.Loading;

internal static partial class ContactReading
{
    public static Contact Contact(MapReader map)
    {
        var id = map.Id("id");
        return new(id, map.Text("name"), map.Word<ContactRole>("role"), map.Word<PhiLevel>("phi"),
            map.Optional("pin_required") is { } pin && Scalars.YesNo(pin, "pin_required", map.Findings),
            map.EachMap("destinations", "A destination", required: true, Destination),
            map.EachMap("quiet_hours", "Quiet hours", required: false, QuietHours))
        { At = map.At };
    }

    private static Destination Destination(MapReader map)
    {
        var (id, channel) = (map.Id("id"), map.Word<Channel>("channel"));
        var to = map.Text("to");
        CheckAddress(map.Optional("to"), channel, to, map.Findings);
        var ack = map.Word<AckKind>("ack");
        if (!channel.Accepts(ack))
            map.Findings.Error(map.At, $"'{Spelling.Word(channel)}' cannot be acknowledged by '{Spelling.Word(ack)}'.",
                "Use digit with voice, link with sms, click with inbox and workstation, and none with everything else.");
        var verified = map.Optional("verified");
        var always = verified is TextNode { Value: "always" };
        return new(id, channel, to, ack)
        {
            AlwaysVerified = always,
            VerifiedOn = verified is null || always ? null : Clockwork.Date(verified, "verified", map.Findings),
            At = map.At,
        };
    }

    private static void CheckAddress(Node? node, Channel channel, string to, FindingSink findings)
    {
        if (node is null || to.Length == 0)
            return;
        if (channel.IsTelephone() && !E164().IsMatch(to))
            findings.Error(node.At, "This is not a telephone number in international form.",
                Spelling.HasLookAlike(to) || to.Any(char.IsLetter) ? "It holds a letter: type it again with digits only." : "Write \"+1\" and ten digits, as in \"+15125550121\".");
        else if (channel.IsTelephone() && node is TextNode { Quoted: false })
            findings.Error(node.At, "The telephone number must stand in quotes.", "Write it as \"+15125550121\".");
        else if (channel is Channel.Workstation && !to.StartsWith("queue:", StringComparison.Ordinal))
            findings.Error(node.At, "A workstation is named by its queue.", "Write for example \"queue:supervisor\".");
        else if (channel is Channel.Inbox && !to.StartsWith("user:", StringComparison.Ordinal))
            findings.Error(node.At, "An inbox is named by its user.", "Write for example \"user:alee\".");
        else if (channel is Channel.Email && !Mail().IsMatch(to))
            findings.Error(node.At, "This is not an e-mail address.", "Write it as name@place.");
    }

    private static QuietHours QuietHours(MapReader map) =>
        new(ScheduleReading.WindowOf(map), map.Word<Urgency>("hold_below")) { At = map.At };

    /// <summary>North American numbers have exactly ten digits after +1; others seven to fourteen.</summary>
    [GeneratedRegex(@"^\+(1[2-9][0-9]{9}|[2-9][0-9]{7,14})$")]
    private static partial Regex E164();

    [GeneratedRegex(@"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]
    private static partial Regex Mail();
}
