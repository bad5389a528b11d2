using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.CareManagement.Domain;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.CareManagement.Endpoints;

internal static class TimeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").RequireAuthorization();
        api.MapGet("/patients/{patientId:guid}/month", MonthAsync);
        api.MapGet("/calls/{callId:guid}/time", CallAsync);
        api.MapPost("/calls/{callId:guid}/time/link", (Guid callId, LinkTimeRequest request, HttpContext http, HttpCommands commands, CallTimeLink link) =>
            commands.RunAsync<CallTimeView>(http, $"time-link:{callId:N}", (work, person, cancel) => link.LinkAsync(work, person, callId, request, cancel)));
    }

    private static async Task<IResult> MonthAsync(
        Guid patientId, string? month, HttpContext http, CommandWriter writer, PatientMonths months, IPatients patients, IAudit audit, CancellationToken cancel)
    {
        if (month is not null && Months.Read(month) is null) return Refusal.Invalid("unknown-month", "Write the month as yyyy-MM, for example 2026-11.").ToResult();
        var person = http.User.Person();
        var view = await writer.RunAsync(person.Scope, async (work, c) =>
        {
            var found = await months.OfAsync(work.Db, patientId, Months.Read(month), c);
            if (found is not null && await patients.GetAsync(work.Db, patientId, c) is { } patient)
                audit.Write(work, person.StaffId, patient.PracticeId, "patient-month-opened", "patient", patientId, $"month={found.Month}");
            return found;
        }, cancel);
        return view is null ? Refusal.NotFound("patient-not-found", "There is no such patient.").ToResult() : Results.Ok(view);
    }

    private static async Task<IResult> CallAsync(Guid callId, HttpContext http, Database database, CancellationToken cancel)
    {
        await using var db = database.Read(http.User.Person().Scope);
        var view = TimeNews.View(callId, await db.Set<TimeEntry>().Where(e => e.CallId == callId).ToListAsync(cancel));
        return Results.Ok(view with { Linked = view.Linked || (view.Entries.Count == 0 && await db.Set<CallPurpose>().AnyAsync(p => p.CallId == callId, cancel)) });
    }
}
