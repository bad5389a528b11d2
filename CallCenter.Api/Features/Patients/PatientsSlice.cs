using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Patients.Persistence;

namespace CallCenter.Api.Features.Patients;

public static class PatientsSlice
{
    public static void AddPatients(this WebApplicationBuilder builder) => builder.Services.AddSingleton<IPatients, PatientReader>();
}
