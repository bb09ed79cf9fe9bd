// People and departments as Feishu's contacts name them: what the errand brings back and what the roster reads are one shape.
import { z } from 'zod'

const text = z.string().nullish()

export const contactDepartment = z.object({
  open_department_id: z.string(),
  name: text,
  parent_department_id: text,
})

export const contactUser = z.object({
  open_id: z.string(),
  union_id: text,
  user_id: text,
  name: text,
  job_title: text,
  department_ids: z.array(z.string()).nullish(),
  status: z
    .object({ is_resigned: z.boolean().nullish(), is_exited: z.boolean().nullish() })
    .nullish(),
})
