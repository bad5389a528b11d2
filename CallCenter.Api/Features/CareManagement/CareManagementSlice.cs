using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.CareManagement.Contracts;
using CallCenter.Api.Features.CareManagement.Endpoints;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Triage.Contracts;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.CareManagement;

public static class CareManagementSlice
{
    public static void AddCareManagement(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<TimeNews>();
        services.AddSingleton<TimeLedger>();
        services.AddSingleton<ICareManagement>(s => s.GetRequiredService<TimeLedger>());
        services.AddSingleton<IListenTo<CallWrappedUp>, ProposeCallTime>();
        services.AddSingleton<IListenTo<NoteSigned>, KeepSignedNote>();
        services.AddSingleton<PatientMonths>();
        services.AddSingleton<IPatientMonth>(s => s.GetRequiredService<PatientMonths>());
        services.AddSingleton<CallTimeLink>();
    }

    public static void MapCareManagement(this WebApplication app) => TimeEndpoints.Map(app);
}
