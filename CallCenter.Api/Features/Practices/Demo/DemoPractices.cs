using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Practices.Domain;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Practices.Demo;

/// <summary>Three invented practices in three zones.</summary>
internal sealed class DemoPractices : IDemoPart
{
    public const string Lakeside = "lakeside";

    public int Order => 0;

    public Task PlantAsync(UnitOfWork work, CancellationToken cancel)
    {
        work.Set<Practice>().AddRange(LakesideHeart(), OakStreet(), Northside());
        return Task.CompletedTask;
    }

    private static Practice LakesideHeart()
    {
        var practice = Named(Lakeside, "Lakeside Heart & Kidney", "America/Chicago", "+15125550101", "urn:oid:2.16.840.1.113883.19.5.1");
        practice.AlwaysOn = true;
        practice.GreetingEnglish = "Thank you for calling Lakeside Heart and Kidney. You have reached the nurse line.";
        practice.GreetingSpanish = "Gracias por llamar a Lakeside Heart and Kidney. Esta es la línea de enfermería.";
        practice.Directions = "Heart failure: ask for today's weight and yesterday's. A gain of 3 lb in a day is a call to the on-call clinician. "
            + "Dialysis patients: never send to an urgent care clinic; use the emergency department at the main hospital.";
        Weekdays(practice, new TimeOnly(8, 0), new TimeOnly(17, 0));
        return practice;
    }

    private static Practice OakStreet()
    {
        var practice = Named("oak-street", "Oak Street Family Medicine", "America/New_York", "+12125550102", "urn:oid:2.16.840.1.113883.19.5.2");
        practice.AlwaysOn = true;
        practice.GreetingEnglish = "Thank you for calling Oak Street Family Medicine. A nurse will help you.";
        practice.GreetingSpanish = "Gracias por llamar a Oak Street Family Medicine. Una enfermera le atenderá.";
        practice.Directions = "Same-day visits open at 7:30. Many patients speak Spanish: offer an interpreter before anything else.";
        Weekdays(practice, new TimeOnly(7, 30), new TimeOnly(18, 0));
        practice.Hours.Add(Stretch("oak-street", DayOfWeek.Saturday, new TimeOnly(9, 0), new TimeOnly(12, 0)));
        return practice;
    }

    private static Practice Northside()
    {
        // The standard greeting on purpose: a practice need not write its own.
        var practice = Named("northside", "Northside Internal Medicine", "America/Los_Angeles", "+14155550103", "urn:oid:2.16.840.1.113883.19.5.3");
        practice.AlwaysOn = true;
        practice.Directions = "Blood thinners: changes of dose only by the on-call clinician, never by the nurse.";
        Weekdays(practice, new TimeOnly(8, 30), new TimeOnly(17, 30));
        return practice;
    }

    private static Practice Named(string id, string name, string zone, string line, string mrnSystem)
    {
        var practice = new Practice
        {
            PracticeId = id,
            Name = name,
            TimeZone = zone,
            MrnSystem = mrnSystem,
            DocumentSystem = "https://callcenter.example/ids/note",
        };
        practice.Lines.Add(new Line { Number = line, PracticeId = id });
        return practice;
    }

    private static void Weekdays(Practice practice, TimeOnly opens, TimeOnly closes)
    {
        for (var day = DayOfWeek.Monday; day <= DayOfWeek.Friday; day++)
            practice.Hours.Add(Stretch(practice.PracticeId, day, opens, closes));
    }

    private static OpeningHours Stretch(string practiceId, DayOfWeek day, TimeOnly opens, TimeOnly closes) => new()
    {
        Id = DemoIds.Of($"hours/{practiceId}/{day}/{opens:HHmm}"),
        PracticeId = practiceId,
        Day = day,
        Opens = opens,
        Closes = closes,
    };
}
