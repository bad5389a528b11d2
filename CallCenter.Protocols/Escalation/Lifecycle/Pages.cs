using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Lifecycle;

/// <summary>Turns a step and its people into one page for each destination; one person's failure never stops another's.</summary>
internal static class Pages
{
    /// <summary>How long a telephone rings before it may be called unanswered; the distance between serial destinations.</summary>
    public static readonly Duration Ring = Duration.FromSeconds(45);

    public static IEnumerable<EscalationEffect> Of(Moment moment, EscalationPosition where, IReadOnlyList<Notify> targets, Func<Contact, bool> asked) =>
        targets.SelectMany(target => moment.Rota.Recipients(target.Kind, target.Target, moment.Now)
                .Where(asked)
                .SelectMany(c => c.Reach(target.Via).Select(d => (Contact: c, Destination: d)))
                .Select((x, place) => (x.Contact, x.Destination, After: target.Mode == NotifyMode.Serial ? Ring * place : Duration.Zero)))
            .DistinctBy(x => x.Destination.Id)
            .Select(x => Page(moment, where, x.Contact, x.Destination, x.After));

    public static IEnumerable<EscalationEffect> Copies(Moment moment) =>
        moment.Plan.Copies.SelectMany(copy => moment.Rota.Recipients(copy.Kind, copy.Target, moment.Now)
                .SelectMany(c => c.Reach(copy.Via).Select(d => (Contact: c, Destination: d, Due: moment.Rota.CopyDue(copy.When, moment.Now)))))
            .DistinctBy(x => x.Destination.Id)
            .Select(x => new EscalationEffect.SendCopy(x.Contact.Id, x.Destination.Id, x.Destination.Channel, x.Due,
                $"{moment.State.Id}/copy/{x.Destination.Id}"));

    private static EscalationEffect.PagePerson Page(Moment moment, EscalationPosition where, Contact contact, Destination destination, Duration after) =>
        new(contact.Id, destination.Id, destination.Channel, where.StepId ?? "", where.Visit, where.Attempt, moment.Now + after,
            $"{moment.State.Id}/{where.StepId}-{where.Visit}/{where.Attempt}/{destination.Id}");
}
