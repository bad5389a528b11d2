using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Patients.Demo;
using CallCenter.Api.Features.Patients.Endpoints;
using CallCenter.Api.Features.Patients.Persistence;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Features.Patients;

public static class PatientsSlice
{
    public static void AddPatients(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IPatients, PatientReader>();
        builder.Services.AddSingleton<OpenPatient>();
        if (builder.Environment.IsDevelopment()) builder.Services.AddSingleton<IDemoPart, DemoPatients>();
    }

    public static void MapPatients(this WebApplication app)
    {
        var patients = app.MapGroup("/api/patients").RequireAuthorization();
        patients.MapPost("/search", SearchPatients.HandleAsync);
        patients.MapGet("/{id:guid}", async (Guid id, HttpContext http, OpenPatient open, CancellationToken cancel) =>
            (await open.RunAsync(http.User.Person(), id, cancel)).ToResult());
    }
}
