// What the buttons of an import carry. Subject: the import.
import { z } from 'zod'
import { buttonKind } from '../feature.ts'

export const importButton = buttonKind('sheet', 'import', z.object({}))
export const dropButton = buttonKind('sheet', 'drop', z.object({}))
