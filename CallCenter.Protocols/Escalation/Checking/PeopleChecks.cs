using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>C19, C20 and half of C26: whether the people can, and can bear it.</summary>
internal static class PeopleChecks
{
    private const double FairShare = 1.5;
    private const int MostNightsInARow = 10;
    private static readonly LocalTime DeepNight = new(2, 30);

    public static IEnumerable<Finding> Unavailable(CheckContext c)
    {
        var end = c.Horizon.End.InZone(c.File.Zone).Date;
        foreach (var layer in c.File.Schedules.SelectMany(s => s.Layers))
            foreach (var member in layer.Members.Distinct())
            {
                if (c.Registry.People!.GetValueOrDefault(member) is not { Active: true } standing)
                    yield return c.Warning("C19", layer.At, $"'{member}' in layer '{layer.Id}' is not an active member of staff.", "Take the person out, or activate the account.");
                else if (standing.LicensedUntil < end)
                    yield return c.Warning("C19", layer.At, $"The licence of '{member}' ends on {standing.LicensedUntil:uuuu-MM-dd}.", "Renew it, or plan another person from that day.");
            }
        foreach (var schedule in c.File.Schedules)
            foreach (var person in AwayForAWholeTurn(c, schedule))
                yield return c.Warning("C19", schedule.At, $"'{person}' is on leave for a whole turn of '{schedule.Id}'.", "Add an override that names who stands in.");
    }

    private static IEnumerable<string> AwayForAWholeTurn(CheckContext c, OnCallSchedule schedule) =>
        c.Timeline(schedule).SelectMany(s => s.People.Where(p => (c.Registry.People!.GetValueOrDefault(p)?.Leave ?? []).Any(leave =>
            leave.Contains(s.Start.InZone(c.File.Zone).Date) && leave.Contains((s.End - Duration.Epsilon).InZone(c.File.Zone).Date)))).Distinct();

    // Only those who take turns are compared; a fixed assignment is somebody's choice.
    public static IEnumerable<Finding> Unfair(CheckContext c)
    {
        foreach (var schedule in c.File.Schedules)
        {
            var rotating = schedule.Layers.SelectMany(l => l.Rotation?.Members ?? []).Distinct().ToList();
            if (rotating.Count < 2)
                continue;
            var hours = rotating.ToDictionary(p => p, p => c.Timeline(schedule).Where(s => s.People.Contains(p)).Sum(s => (s.End - s.Start).TotalHours));
            var mean = hours.Values.Average();
            foreach (var (person, own) in hours.Where(h => h.Value > mean * FairShare))
                yield return c.Warning("C20", schedule.At, $"'{person}' has {Math.Round(100 * own / mean)} % of the mean hours of '{schedule.Id}'.", "Spread the turns more evenly.");
            foreach (var person in rotating.Where(p => LongestRun(c, schedule, p) > MostNightsInARow))
                yield return c.Warning("C20", schedule.At, $"'{person}' has more than {MostNightsInARow} nights in a row on '{schedule.Id}'.", "Shorten the turns.");
        }
    }

    private static int LongestRun(CheckContext c, OnCallSchedule schedule, string person)
    {
        var (longest, run, shift) = (0, 0, 0);
        var timeline = c.Timeline(schedule);
        for (var night = c.Today.PlusDays(1); Schedules.WallClock.Start(c.File.Zone, night + DeepNight) is var at && at < c.Horizon.End; night = night.PlusDays(1))
        {
            while (timeline[shift].End <= at)
                shift++;
            run = timeline[shift].People.Contains(person) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest;
    }

    public static IEnumerable<Finding> CaregiverConsent(CheckContext c) =>
        from contact in c.File.Contacts
        where contact.Role == ContactRole.Caregiver && c.Registry.People!.GetValueOrDefault(contact.Id) is not { Consent: true, Language: not null }
        select c.Warning("C26", contact.At, $"Caregiver '{contact.Id}' has no recorded consent or language.", "Record both before anybody rings.");
}
