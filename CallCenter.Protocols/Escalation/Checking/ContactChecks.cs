using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>C06, C16, C22 and half of C26: whether the addresses reach the people.</summary>
internal static class ContactChecks
{
    private const int VerifiedForDays = 180;

    public static IEnumerable<Finding> Unverified(CheckContext c)
    {
        foreach (var (contact, channel) in Used(c))
        {
            var destinations = contact.Destinations.Where(d => d.Channel == channel).ToList();
            var verified = destinations.Where(d => d.AlwaysVerified || (d.VerifiedOn is { } on && on <= c.Today)).ToList();
            var spelled = channel.ToString().ToLowerInvariant();
            if (destinations.Count == 0)
                yield return c.Error("C06", contact.At, $"'{contact.Id}' is asked by {spelled}, but has no such destination.", "Add the destination, or leave the channel out of the step.");
            else if (verified.Count == 0)
                yield return c.Error("C06", destinations[0].At, $"No {spelled} destination of '{contact.Id}' was ever verified.", "Send a test and enter the day in 'verified'.");
            else if (verified.All(d => !d.AlwaysVerified && Period.DaysBetween(d.VerifiedOn!.Value, c.Today) > VerifiedForDays))
                yield return c.Warning("C06", verified[0].At, $"The {spelled} destination of '{contact.Id}' was verified more than {VerifiedForDays} days ago.", "Send a test again.");
        }
    }

    public static IEnumerable<Finding> Failing(CheckContext c)
    {
        foreach (var destination in Used(c).SelectMany(u => u.Contact.Destinations.Where(d => d.Channel == u.Channel)).Distinct())
            if (c.Registry.Destinations!.GetValueOrDefault(destination.Id)?.FailingSince is { } since)
                yield return c.Error("C06", destination.At, $"Messages to '{destination.Id}' fail for good since {since:uuuu-MM-dd}.", "Correct the address and verify it again.");
    }

    private static IEnumerable<(Contact Contact, Channel Channel)> Used(CheckContext c) =>
        c.File.Protocols.SelectMany(p => CheckContext.Targets(p).Select(t => (t.Kind, t.Target, t.Via)).Concat(p.Copies.Select(o => (o.Kind, o.Target, o.Via))))
            .SelectMany(t => c.Possible(t.Kind, t.Target).SelectMany(p => t.Via.Select(v => (p, v)))).Distinct();

    public static IEnumerable<Finding> SharedInFile(CheckContext c) =>
        c.File.Contacts.SelectMany(p => p.Destinations.Where(d => d.Channel.IsTelephone()).Select(d => (Contact: p, Destination: d)))
            .GroupBy(x => x.Destination.To)
            .Select(g => g.DistinctBy(x => x.Contact.Id).ToList())
            .Where(owners => owners.Count > 1)
            .Select(owners => c.Warning("C16", owners[1].Destination.At, $"'{owners[0].Contact.Id}' and '{owners[1].Contact.Id}' have the same number: nobody could tell who answered.", "Give each person a number of their own."));

    // The call center's supervisor and a shared answering service stand in many practices' files by design.
    public static IEnumerable<Finding> SharedElsewhere(CheckContext c) =>
        from contact in c.File.Contacts
        where contact.Role is not (ContactRole.Supervisor or ContactRole.Service)
        from destination in contact.Destinations
        let others = c.Registry.Destinations!.GetValueOrDefault(destination.Id)?.AlsoAt ?? []
        where others.Count > 0
        select c.Warning("C16", destination.At, $"The address of '{destination.Id}' also belongs to a contact of {string.Join(", ", others)}.", "Make sure that an answer names the practice it is for.");

    public static IEnumerable<Finding> OneProvider(CheckContext c)
    {
        foreach (var protocol in c.File.Protocols.Where(p => p.AnswerRequired && p.Steps.Count > 0))
        {
            var providers = protocol.Steps.OfType<PageStep>().SelectMany(s => s.Notify)
                .SelectMany(n => c.Possible(n.Kind, n.Target).SelectMany(p => p.Reach(n.Via)))
                .Select(d => c.Registry.Destinations!.GetValueOrDefault(d.Id)?.Provider).Distinct().ToList();
            if (providers is [{ } only])
                yield return c.Warning("C22", protocol.At, $"Everything '{protocol.Id}' sends before its last resort goes through {only}.", "Add a channel of another provider, such as the console's inbox.");
        }
    }

    public static IEnumerable<Finding> LandlineTexts(CheckContext c) =>
        from contact in c.File.Contacts
        from destination in contact.Destinations
        where destination.Channel == Channel.Sms && c.Registry.Destinations!.GetValueOrDefault(destination.Id) is { Landline: true }
        select c.Warning("C26", destination.At, $"'{destination.Id}' is a landline and cannot receive texts.", "Use voice, or a mobile number.");
}
