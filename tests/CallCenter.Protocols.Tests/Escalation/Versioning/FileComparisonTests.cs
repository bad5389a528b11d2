using CallCenter.Protocols.Escalation.Schedules;
using CallCenter.Protocols.Escalation.Versioning;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Versioning;

/// <summary>What a practice manager is shown before she publishes: everything that differs, at its line, and nothing else.</summary>
public class FileComparisonTests
{
    private static readonly string Lakeside = Practices.Text("lakeside");

    [Fact]
    public void Layout_comments_and_the_order_of_keys_are_no_difference()
    {
        Assert.Empty(FileComparison.Of(Lakeside, "# a word\n" + Lakeside.With("version: 1\n", "version:   1   # one\n")));
        Assert.Empty(FileComparison.Of(Lakeside, Lakeside.With("    role: physician\n    phi: after-pin\n", "    phi: after-pin\n    role: physician\n")));
    }

    [Fact]
    public void A_changed_number_is_told_by_contact_and_destination_with_its_line()
    {
        var text = Lakeside.With("okafor-voice, channel: voice, to: \"+15125550121\"", "okafor-voice, channel: voice, to: \"+15125550141\"");
        var change = Assert.Single(FileComparison.Of(Lakeside, text));
        Assert.Equal(new FileChange("contact 'dr-okafor' › destination 'okafor-voice' › to", "+15125550121", "+15125550141", text.LineOf("+15125550141")), change);
    }

    [Fact]
    public void A_shorter_wait_a_new_contact_and_one_that_is_gone_are_three_differences()
    {
        var text = Lakeside.With("ack_within: 4m", "ack_within: 9m").With("  - id: dr-okafor\n", "  - id: dr-new\n    name: New Person, MD\n    role: physician\n    phi: none\n    destinations: []\n  - id: dr-okafor\n");
        Assert.Equal([("contact 'dr-new'", true, false), ("ack within", false, false)],
            FileComparison.Of(Lakeside, text).Select(c => (c.Where.Split(" › ")[^1], c.Was is null, c.Is is null)));
        var back = FileComparison.Of(text, Lakeside);
        Assert.Contains(back, c => c is { Where: "contact 'dr-new'", Is: null, Line: null });
        Assert.Contains(back, c => c is { Was: "9m", Is: "4m" });
    }

    [Fact]
    public void Another_order_of_steps_or_members_is_a_difference()
    {
        var northside = Practices.Text("northside");
        var members = Assert.Single(FileComparison.Of(northside, northside.With("members: [np-reyes, dr-tanaka]", "members: [dr-tanaka, np-reyes]")));
        Assert.Equal(("schedule 'first-call' › layer 'weekdays' › rotation › members", "[np-reyes, dr-tanaka]", "[dr-tanaka, np-reyes]"), (members.Where, members.Was, members.Is));
        var (first, second) = (northside.IndexOf("  - id: dr-tanaka", StringComparison.Ordinal), northside.IndexOf("  - id: np-reyes", StringComparison.Ordinal));
        var third = northside.IndexOf("  - id: office\n", StringComparison.Ordinal);
        var swapped = northside[..first] + northside[second..third] + northside[first..second] + northside[third..];
        var order = Assert.Single(FileComparison.Of(northside, swapped));
        Assert.Equal(("contacts › order", "dr-tanaka, np-reyes, office, nurse-supervisor"), (order.Where, order.Was));
    }

    [Fact]
    public void Hours_that_change_hands_are_named_with_both_people()
    {
        var (was, now) = (Practices.Load("northside"), Practices.Parse(Practices.Text("northside").With("members: [np-reyes, dr-tanaka]", "members: [dr-tanaka, np-reyes]")));
        var spans = ChangedHands.Between(was, now, new(Practices.Beginning, Practices.Beginning + Duration.FromDays(7))).ToList();
        Assert.NotEmpty(spans);
        Assert.All(spans, s => Assert.Equal(("first-call", true), (s.Schedule, s.Was.Single() != s.Is.Single())));
        Assert.Empty(ChangedHands.Between(was, was, new(Practices.Beginning, Practices.Beginning + Duration.FromDays(7))));
    }
}
