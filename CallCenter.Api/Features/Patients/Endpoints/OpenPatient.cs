using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Patients.Domain;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Patients.Endpoints;

/// <summary><c>GET /api/patients/{id}</c>: the card. The opening is on the audit trail before the answer leaves.</summary>
internal sealed class OpenPatient(
    Database database, CommandWriter writer, IPractices practices, IAudit audit, TimeProvider clock, IServiceProvider services)
{
    private static readonly Refusal Unknown = Refusal.NotFound("patient-not-found", "There is no such patient in your practices. Search by name or birth date.");

    public async Task<Outcome<PatientCard>> RunAsync(Person person, Guid patientId, CancellationToken cancel)
    {
        await using var db = database.Read(person.Scope);
        var patient = await WholeAsync(db, patientId, cancel);
        if (patient is null) return Unknown;
        var practice = await practices.GetAsync(db, patient.PracticeId, cancel)
            ?? throw new InvalidOperationException("A patient belongs to a practice that is not there.");
        var card = PatientCards.Of(patient, practice, practice.DateAt(clock.GetUtcNow())) with
        {
            Month = services.GetService<IPatientMonth>() is { } months ? await months.CurrentAsync(db, patientId, cancel) : null,
            EarlierCalls = services.GetService<IPatientCalls>() is { } calls ? await calls.EarlierAsync(db, patientId, cancel) : [],
        };
        await writer.RunAsync(person.Scope, (work, _) =>
        {
            audit.Write(work, person.StaffId, patient.PracticeId, "patient-opened", "patient", patientId);
            return Task.CompletedTask;
        }, cancel);
        return card;
    }

    private static Task<Patient?> WholeAsync(CallCenterDbContext db, Guid patientId, CancellationToken cancel) =>
        db.Set<Patient>().AsSplitQuery().Include(p => p.Phones).Include(p => p.Caregivers).Include(p => p.Conditions).Include(p => p.Medicines)
            .Include(p => p.Allergies).Include(p => p.RecordedFacts).Include(p => p.Enrolments).FirstOrDefaultAsync(p => p.Id == patientId, cancel);
}
