using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Protocols.Escalation.Loading;

/// <summary>Every name used must be a name given, and no name may be given twice.</summary>
internal static class References
{
    public static void Check(EscalationFile file, FindingSink findings)
    {
        Unique("contact", file.Contacts.Select(c => (c.Id, c.At)), findings);
        Unique("destination", file.Contacts.SelectMany(c => c.Destinations).Select(d => (d.Id, d.At)), findings);
        Unique("calendar", file.Calendars.Select(c => (c.Id, c.At)), findings);
        Unique("schedule", file.Schedules.Select(s => (s.Id, s.At)), findings);
        Unique("protocol", file.Protocols.Select(p => (p.Id, p.At)), findings);
        foreach (var schedule in file.Schedules)
            Schedule(file, schedule, findings);
        foreach (var protocol in file.Protocols)
            Protocol(file, protocol, findings);
        Contact(file, file.Owner.MedicalDirector, file.Owner.At, findings);
        Contact(file, file.Owner.ApprovedBy, file.Owner.At, findings);
        Calendar(file, file.OfficeHours?.ClosedOn, new(1, 1), findings);
        foreach (var window in file.Contacts.SelectMany(c => c.QuietHours).Select(q => q.Window))
            Calendar(file, window.Calendar, window.At, findings);
    }

    private static void Schedule(EscalationFile file, OnCallSchedule schedule, FindingSink findings)
    {
        Unique("layer", schedule.Layers.Select(l => (l.Id, l.At)), findings);
        Unique("override", schedule.Overrides.Select(o => (o.Id, o.At)).Concat(schedule.Temporary.Select(t => (t.Id, t.At))), findings);
        foreach (var layer in schedule.Layers)
        {
            foreach (var member in layer.Members)
                Contact(file, member, layer.At, findings);
            foreach (var window in layer.When)
                Calendar(file, window.Calendar, window.At, findings);
        }
        foreach (var change in schedule.Overrides)
            foreach (var person in new[] { change.Add, change.Remove, change.By, change.AgreedBy })
                Contact(file, person, change.At, findings);
        foreach (var span in schedule.Temporary)
            foreach (var person in span.People)
                Contact(file, person, span.At, findings);
        foreach (var window in schedule.CoverWindows ?? [])
            Calendar(file, window.Calendar, window.At, findings);
    }

    private static void Protocol(EscalationFile file, EscalationProtocol protocol, FindingSink findings)
    {
        Unique("step", protocol.Steps.Select(s => (s.Id, s.At)), findings);
        var targets = protocol.Steps.OfType<PageStep>().SelectMany(s => s.Notify).Concat(protocol.LastResort?.Notify ?? []).Select(n => (n.Kind, n.Target, n.At))
            .Concat(protocol.Copies.Select(c => (c.Kind, c.Target, c.At)));
        foreach (var (kind, target, at) in targets)
            if (kind == TargetKind.Contact)
                Contact(file, target, at, findings);
            else
                Known("schedule", target, file.Schedules.Select(s => s.Id), at, findings);
        var steps = protocol.Steps.Select(s => s.Id).ToList();
        foreach (var repeat in protocol.Steps.OfType<RepeatStep>())
            Known("step", repeat.Goto, steps, repeat.At, findings);
        Known("step", protocol.OnAck.ReopenAt, steps, protocol.At, findings);
    }

    private static void Contact(EscalationFile file, string? id, SourceMark at, FindingSink findings) =>
        Known("contact", id, file.Contacts.Select(c => c.Id), at, findings);

    private static void Calendar(EscalationFile file, string? id, SourceMark at, FindingSink findings) =>
        Known("calendar", id, file.Calendars.Select(c => c.Id), at, findings);

    private static void Known(string kind, string? id, IEnumerable<string> given, SourceMark at, FindingSink findings)
    {
        var known = given.ToList();
        if (!string.IsNullOrEmpty(id) && !known.Contains(id))
            findings.Error(at, $"There is no {kind} '{id}'.", $"{Spelling.DidYouMean(id, known)}Known: {string.Join(", ", known)}.");
    }

    private static void Unique(string kind, IEnumerable<(string Id, SourceMark At)> given, FindingSink findings)
    {
        foreach (var again in given.GroupBy(g => g.Id).Where(g => g.Key.Length > 0).SelectMany(g => g.Skip(1)))
            findings.Error(again.At, $"The {kind} '{again.Id}' is given twice.", "Rename one of them.");
    }
}
